from airflow.models.baseoperator import BaseOperator


class DataQualityOperator(BaseOperator):
    def __init__(self, tables=None, **kwargs):
        super().__init__(**kwargs)
        self.tables = tables or []

    def execute(self, context):
        pass
