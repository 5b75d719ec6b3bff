from airflow import DAG
from airflow.decorators import dag, task
import os, sys
d = {}
d['d'] = d
e = DAG(repr(d))
d.update(d)
d == d
x = {**d, **d['d']['d']}
