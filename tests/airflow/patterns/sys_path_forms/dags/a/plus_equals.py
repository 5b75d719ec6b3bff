"""`+=` on sys.path."""

import os
import sys
from datetime import datetime

sys.path += [os.path.dirname(os.path.abspath(__file__))]

import beside_a
from airflow import DAG

dag = DAG("path_" + beside_a.NAME, schedule=None, start_date=datetime(2024, 1, 1))
