import os
from airflow import DAG
from airflow.models import Variable
class S:
    def __init__(self):
        self.a = os.getenv("NOPE")
    def b(self):
        return self.a.split(",") if self.a else []
y = S().b()
dag = DAG("settings_narrowed_61", schedule=None)
