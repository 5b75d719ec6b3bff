from airflow import DAG
from airflow.decorators import dag, task
import os, sys
t = 'a ' * 400000
xs = [t.upper() + str(i) for i in range(3000)]
d = DAG('a')
