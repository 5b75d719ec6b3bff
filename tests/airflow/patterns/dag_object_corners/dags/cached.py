import functools
from airflow import DAG
@functools.lru_cache(maxsize=None)
def make(n):
    return DAG(f"cached_{n}", schedule=None)
a = make("x"); b = make("x"); c = make("y")
@functools.cache
def make2(n):
    return DAG(f"cached2_{n}", schedule=None)
d = make2("x")
