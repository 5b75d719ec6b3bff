import random
import uuid

from airflow import DAG

dag = DAG(f"random_{random.randint(3, 3)}", schedule=None)
literal = DAG("beside_random", schedule=None)
