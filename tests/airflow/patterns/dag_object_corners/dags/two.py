from airflow import DAG
with DAG("two_a", schedule=None) as a, DAG("two_b", schedule=None) as b:
    pass
