from airflow import DAG

shared_dag = DAG("origin_dag", schedule=None)
_private = DAG("origin_private", schedule=None)
with DAG("origin_entered", schedule=None):
    pass
