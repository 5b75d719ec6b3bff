import os
from enum import Enum
from airflow import DAG


class Env(Enum):
    DEV = "dev"
    PROD = "prod"

    @classmethod
    def current(cls):
        return cls(os.getenv("ENV", "dev"))

    @property
    def suffix(self):
        return "" if self is Env.PROD else f"_{self.value}"


CUR = Env.current()
dag = DAG("env_class", schedule=None, tags=[CUR.value])
MAP = {Env.DEV: "x", Env.PROD: "y"}
y = MAP[CUR]
