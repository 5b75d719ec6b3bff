import operator
from functools import reduce

from airflow import DAG

parts = ["north", "east", "2"]
name = reduce(lambda left, right: left + "_" + right, parts)
total = reduce(operator.add, [1, 2, 3], 10)

dag = DAG(f"{name}_{total}", schedule=None)
