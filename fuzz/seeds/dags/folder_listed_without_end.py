import os
from airflow import DAG
while True:
    (a, b), c = os.listdir(os.path.dirname(__file__))
    (a, b), c = os.listdir(os.path.dirname(__file__))
    (a, b), c = os.listdir(os.path.dirname(__file__))
#--- ab.json
{}
