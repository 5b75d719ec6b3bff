from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import pkg.dags.sub
#--- sub/__init__.py
import os, importlib
for n in os.listdir(os.path.dirname(__file__)):
    importlib.import_module(f'{__name__}.{n[:-3]}')
#--- sub/c.py
from . import *
from ..sub import c
