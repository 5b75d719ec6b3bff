from airflow import DAG


def build(name):
    return DAG(name, schedule=None)
