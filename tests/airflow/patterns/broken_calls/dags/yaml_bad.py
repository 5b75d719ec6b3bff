from airflow import DAG
from airflow.operators.empty import EmptyOperator
import yaml
yaml.safe_load("a: [1")

with DAG("yaml_bad", schedule=None) as dag_:
    EmptyOperator(task_id="t")
