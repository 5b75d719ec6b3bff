from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import json
x = json.loads('[' * 100000)
y = json.loads('{"a":' * 5000 + '1' + '}' * 5000)
z = json.loads('[' + '1,' * 100000 + '1]')
import yaml
w = yaml.safe_load('[' * 5000)
v = yaml.safe_load('a: &a [1, 1]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: [*d, *d]')
d = DAG(str(x))
