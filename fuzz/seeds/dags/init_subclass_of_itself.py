from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __init_subclass__(cls, **k):
        class D(C): pass
        type('E', (C,), {})
class F(C): pass
