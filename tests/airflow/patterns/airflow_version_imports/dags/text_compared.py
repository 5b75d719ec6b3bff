import airflow
from airflow import DAG
if airflow.__version__ >= "3":
    d = DAG("text_compared_three", schedule=None)
else:
    d = DAG("text_compared_two", schedule=None)
x = DAG(f"text_compared_v{airflow.__version__[0]}", schedule=None)
