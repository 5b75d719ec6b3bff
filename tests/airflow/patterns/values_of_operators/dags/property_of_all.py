import inspect
from datetime import datetime

from airflow import DAG


class Experiment:
    @property
    def stages(self):
        return [one for _, one in inspect.getmembers(self, predicate=inspect.ismethod)]

    def run(self):
        return None


with DAG("property_of_all", start_date=datetime(2024, 1, 1), schedule=None):
    found = Experiment().stages
