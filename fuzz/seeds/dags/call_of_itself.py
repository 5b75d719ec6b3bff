from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __call__(self, *a):
        return self(self, *a, *a)
C()(1)
d = DAG(C()())
