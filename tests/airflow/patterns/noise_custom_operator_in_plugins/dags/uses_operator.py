from airflow import DAG

from operators.load import LoadOperator

with DAG("custom_operator", schedule=None) as dag:
    loads = {name: LoadOperator(task_id=f"load_{name}", source=f"gs://{name}") for name in ("a", "b")}
    loads["a"] >> loads["b"]
