# helper
from datetime import datetime

from airflow import DAG

made = DAG("made", schedule=None)
