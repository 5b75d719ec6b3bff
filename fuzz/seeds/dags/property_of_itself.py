from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    @property
    def a(self):
        return self.a
    @a.setter
    def a(self, v):
        self.a = v
c = C()
c.a = 1
d = DAG(c.a)
