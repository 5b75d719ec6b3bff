from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from .b import *
from . import b
x = DAG(b.y)
#--- b.py
from .a import *
from . import a
y = a.x
z = [a, a]
from airflow import DAG
