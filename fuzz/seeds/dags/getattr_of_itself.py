from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __getattr__(self, n):
        return getattr(self, n + n)
c = C()
d = DAG(c.a)
