from airflow.models.baseoperator import BaseOperator
from shared.x.builder import Job


class One(Job):
    """One"""

    def tasks(self):
        BaseOperator(task_id="x")


class OneHourly(One):
    slug = "one_hourly"
    schedule = "@hourly"
