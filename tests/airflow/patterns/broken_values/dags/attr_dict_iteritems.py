from airflow import DAG
from airflow.operators.empty import EmptyOperator
x = {"a": 1}
for k, v in x.iteritems(): pass

with DAG("attr_dict_iteritems", schedule=None) as dag_:
    EmptyOperator(task_id="t")
