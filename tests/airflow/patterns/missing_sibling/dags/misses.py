from airflow import DAG

from missing_sibling.dags.nothing_here import NAME

dag = DAG(NAME, schedule=None)
