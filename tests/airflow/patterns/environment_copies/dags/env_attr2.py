import os
from dataclasses import dataclass
from airflow import DAG


@dataclass
class C:
    url: str = os.getenv("URL")

    @property
    def base(self):
        return self.url.rstrip("/")


c = C()
def task():
    return c.base
dag = DAG("env_attr2", schedule=None)
