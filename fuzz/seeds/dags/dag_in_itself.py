from airflow import DAG
from airflow.decorators import dag, task
import os, sys
d = DAG('a')
d.d = d
d.params = {'d': d}
d2 = DAG(d)
