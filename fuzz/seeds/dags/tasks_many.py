from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from airflow.operators.empty import EmptyOperator
with DAG('a') as d:
    last = None
    for i in range(9000):
        t = EmptyOperator(task_id=f't{i}')
        if last: last >> t
        last = t
