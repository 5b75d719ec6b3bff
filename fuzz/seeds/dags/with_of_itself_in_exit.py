from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __enter__(self):
        with self as s:
            return s
    def __exit__(self, *a):
        with self: pass
with C() as c:
    d = DAG('a')
