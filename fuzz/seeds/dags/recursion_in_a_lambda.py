from airflow import DAG
from airflow.decorators import dag, task
import os, sys
f = lambda f: f(f)
f(f)
d = DAG((lambda x: x(x))(lambda x: x(x)))
