from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def m(self): return self.m
c = C()
m = c.m
for i in range(9000): m = m()
d = DAG(str(m))
C.m = c.m
c.m()
