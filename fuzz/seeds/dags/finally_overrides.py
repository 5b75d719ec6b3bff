from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f():
    while True:
        try:
            return 1
        finally:
            continue
    for x in iter(f, 1):
        try: break
        finally: continue
d = DAG(f())
