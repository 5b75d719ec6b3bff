from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __new__(cls, *a):
        return cls(cls, *a)
    def __init__(self):
        C()
d = DAG(C())
class D:
    def __init__(self):
        self.d = D()
D()
