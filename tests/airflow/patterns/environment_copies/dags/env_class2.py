import os
from enum import Enum
from airflow import DAG


class Env(str, Enum):
    dev = "dev"
    prod = "prod"


CUR = Env[os.getenv("ENV", "dev")]
dag = DAG("env_class2", schedule=None, tags=[CUR.value])
