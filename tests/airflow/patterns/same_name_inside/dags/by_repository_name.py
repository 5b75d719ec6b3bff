from same_name_inside.jobs.names import NAMES

from airflow import DAG

for name in NAMES:
    globals()[name] = DAG(f"same_name_{name}", schedule=None)
