from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C(C): pass
