from datetime import datetime

from airflow import DAG


class Workflow:
    def __init__(self, name):
        self.dag = DAG(name, start_date=datetime(2024, 1, 1), schedule=None)

    def register(self, scope):
        scope[self.dag.dag_id] = self.dag
        return self


first = Workflow("attr_hidden")
second = Workflow("attr_shown")
dag = second.dag
Workflow("attr_registered").register(globals())
