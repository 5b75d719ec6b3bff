from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for k in list(globals()):
    globals()[k + k] = globals()
for k in globals():
    globals()[k + 'x'] = DAG(k)
for k, v in globals().items():
    del globals()[k]
globals().clear()
globals().update(globals())
vars()['x'] = locals()
