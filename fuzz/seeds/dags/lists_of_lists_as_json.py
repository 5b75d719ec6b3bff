from airflow import DAG
import json
x = [0] * 1000
y = [x] * 1000
z = [y] * 1000
w = [z] * 1000
json.dumps(z)
json.dumps(w)
d = DAG('a')
