from datetime import timedelta

from airflow.models import BaseOperator
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.sensors.base import BaseSensorOperator


class LoadOperator(BaseOperator):
    template_fields = ("sql",)
    ui_color = "#abc"

    def __init__(self, sql, conn_id, table=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sql = sql
        self.conn_id = conn_id
        self.table = table or sql.split()[-1]

    def execute(self, context):
        self.log.info("%s %s", self.sql, self.conn_id)


class CheckedLoadOperator(LoadOperator):
    def __init__(self, *, check="count", **kwargs):
        super(CheckedLoadOperator, self).__init__(**kwargs)
        self.check = check


class ReportOperator(BaseOperator):
    def __init__(self, output, **kwargs):
        super().__init__(**kwargs)
        # a property of Airflow since 2.0, which has no setter
        self.output = output


class OldPythonOperator(PythonOperator):
    def __init__(self, retries_for=3, *args, **kwargs):
        kwargs.setdefault("execution_timeout", timedelta(minutes=retries_for))
        super().__init__(*args, **kwargs)


class WaitSensor(BaseSensorOperator):
    def __init__(self, path, **kwargs):
        kwargs["mode"] = "reschedule"
        super().__init__(poke_interval=60, **kwargs)
        self.path = path

    def poke(self, context):
        return True


class PipeOperator(BashOperator):
    template_fields = (*BashOperator.template_fields, "target")

    def __init__(self, commands, target=None, **kwargs):
        super().__init__(bash_command=" | ".join(commands), **kwargs)
        self.target = target
