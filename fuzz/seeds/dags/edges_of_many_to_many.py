from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from airflow.operators.empty import EmptyOperator
with DAG('a'):
    ts = [EmptyOperator(task_id=f't{i}') for i in range(900)]
    for i in range(900):
        ts[i] >> ts
        ts >> ts[i]
        ts[i].set_downstream(ts)
