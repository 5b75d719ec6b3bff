from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = {}
for i in range(20):
    x = {'a': x, 'b': x}
import json, copy
d = DAG(json.dumps(x))
y = copy.deepcopy(x)
