from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import yaml
d = yaml.safe_load(open('x.yaml'))
e = yaml.safe_load(open(os.path.join(os.path.dirname(__file__), 'x.yaml')))
x = DAG(str(e))
#--- x.yaml
&a [*a, {*a : *a}]
