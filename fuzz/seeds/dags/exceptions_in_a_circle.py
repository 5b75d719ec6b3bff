from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f():
    try:
        raise E
    except E as e:
        try:
            return f()
        finally:
            try: g()
            finally: return f()
    finally:
        raise e from e
class E(Exception):
    def __init__(self): raise E
f()
