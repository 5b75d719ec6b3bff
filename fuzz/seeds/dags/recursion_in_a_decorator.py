from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def deco(f):
    return deco(deco)(f)
@deco
def g(): pass
@g
@deco
class C: pass
