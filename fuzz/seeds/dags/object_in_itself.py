from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C: pass
c = C()
c.c = c
d = DAG(str(c.c.c.c))
vars(c)
c == c.c
