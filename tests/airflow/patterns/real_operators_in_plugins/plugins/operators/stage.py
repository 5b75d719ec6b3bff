from airflow.models import BaseOperator


class StageOperator(BaseOperator):
    ui_color = "#358140"
    template_fields = ("table",)
    copy_sql = """
        COPY {} FROM '{}'
    """

    def __init__(self, table="", *args, **kwargs):
        super(StageOperator, self).__init__(*args, **kwargs)
        self.table = table

    def execute(self, context):
        self.log.info(self.copy_sql.format(self.table, ""))
