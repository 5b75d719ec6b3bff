# Every job is an airflow DAG.
from template.base import BaseJob


class Export(BaseJob):
    def name(self):
        return "export"


class Import(BaseJob):
    group = "incoming"

    def name(self):
        return type(self).__name__.lower()


export = Export().as_dag()
incoming = Import().as_dag()
