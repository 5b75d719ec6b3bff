from airflow import DAG

SETTINGS = {"a": 1, "b": 2}
NAMES = ["p", "q"]
from itertools import zip_longest

pairs = dict(zip_longest(NAMES, SETTINGS.items()))
dag = DAG("python_two_fine", schedule=None)
