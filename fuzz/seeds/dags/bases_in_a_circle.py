from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C: pass
class D(C): pass
C.__bases__ = (D,)
C = D
class D(C, C): pass
class C(D): pass
D.__mro__
d = DAG(C().a)
super(C, D()).a
