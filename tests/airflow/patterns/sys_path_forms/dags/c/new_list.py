"""A folder of the environment, and a list of its own."""

import os
import sys
from datetime import datetime

sys.path.append(os.getenv("NOT_SET_ANYWHERE") or os.path.dirname(os.path.realpath(__file__)))
sys.path = [os.path.dirname(os.path.realpath(__file__))] + sys.path

from beside_c import NAME
from airflow import DAG

dag = DAG("path_" + NAME, schedule=None, start_date=datetime(2024, 1, 1))
