from airflow import DAG

from .other import NAME

dag = DAG("relative_literal", schedule=None)
