from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from airflow.utils.task_group import TaskGroup
with DAG('a') as d:
    with TaskGroup('g') as g:
        with g as h:
            h >> g
            for i in range(100):
                with TaskGroup('g') as g: pass
    g >> g
