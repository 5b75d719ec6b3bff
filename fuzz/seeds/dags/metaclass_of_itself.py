from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class M(type):
    def __new__(m, *a, **k):
        return M(*a, **k)
    def __call__(c, *a):
        return c(*a)
class C(metaclass=M): pass
C()
class N(M, metaclass=M): pass
