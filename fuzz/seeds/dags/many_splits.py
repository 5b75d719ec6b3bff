from airflow import DAG
from airflow.decorators import dag, task
import os, sys
t = 'a ' * 400000
xs = [t.split() for i in range(300)]
d = DAG('a')
