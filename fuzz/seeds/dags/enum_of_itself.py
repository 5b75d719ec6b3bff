from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from enum import Enum, auto
class E(Enum):
    A = auto()
    B = A
    def __str__(self):
        return str(self)
    def _generate_next_value_(n, *a):
        return E.A
for e in E:
    d = DAG(str(e))
E(E.A)
E('x')
