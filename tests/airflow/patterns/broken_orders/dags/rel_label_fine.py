from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.edgemodifier import Label
with DAG("zz") as d:
    a, b = EmptyOperator(task_id="x"), EmptyOperator(task_id="y")
    a >> Label("label") >> b

with DAG("rel_label_fine", schedule=None) as dag_:
    EmptyOperator(task_id="t")
