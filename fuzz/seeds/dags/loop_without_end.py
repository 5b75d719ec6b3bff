from airflow import DAG
from airflow.decorators import dag, task
import os, sys
while True:
    pass
d = DAG('a')
