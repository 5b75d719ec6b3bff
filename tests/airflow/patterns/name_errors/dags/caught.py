from airflow import DAG

try:
    NAME = undefined_name
except NameError:
    NAME = "caught_name"

with DAG(NAME, schedule=None):
    pass
