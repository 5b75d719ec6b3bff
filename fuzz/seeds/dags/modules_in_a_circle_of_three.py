from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import pkg.dags.b as b
class C(b.C): pass
d = b.DAG(C.x)
#--- b.py
from pkg.dags.sub.c import C as D
from airflow import DAG
class C(D): x = 'a'
#--- sub/c.py
from pkg.dags.a import C
class C(C): pass
#--- sub/__init__.py
from .c import *
from .. import a, b
