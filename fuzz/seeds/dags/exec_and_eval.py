from airflow import DAG
from airflow.decorators import dag, task
import os, sys
exec('x = 1' * 10)
eval('DAG(' + 'eval(' * 50)
exec(open(__file__).read())
d = DAG(eval("'a'"))
__import__(__name__)
