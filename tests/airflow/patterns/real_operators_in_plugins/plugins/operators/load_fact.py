from airflow.models import BaseOperator


class LoadFactOperator(BaseOperator):
    def __init__(self, sql="", **kwargs):
        super().__init__(**kwargs)
        self.sql = sql

    def execute(self, context):
        pass
