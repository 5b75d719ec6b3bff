"""Airflow loads this file, too, and as a package: its relative imports work."""
from airflow import DAG

from .names import NAME
from . import names as again

dag = DAG(NAME, schedule=None)
other = DAG(again.NAME + "_again", schedule=None)
