from airflow import DAG

from ..settings import SUFFIX
from . import names


def build(name):
    return DAG(f"{names.TEAM}_{name}_{SUFFIX}", schedule=None)
