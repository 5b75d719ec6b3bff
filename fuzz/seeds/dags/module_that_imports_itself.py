from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from . import a
from .a import *
from .a import a as b
import importlib
importlib.import_module(__name__)
importlib.reload(a)
d = a.a.a.DAG('x')
