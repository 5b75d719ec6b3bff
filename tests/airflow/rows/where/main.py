# Under __main__
# 3: nothing
from datetime import datetime

from airflow import DAG

if __name__ == "__main__":
    d = DAG("a", schedule=None)
