# airflow: a DAG file that names neither word by itself.
from shared import *

orders = make_dag(ORDERS_ID)
returns = make_dag("returns_from_use", tags=["x"])
