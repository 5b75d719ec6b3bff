from airflow import DAG


def make(name):
    return DAG(f"lazylib_{name}", schedule=None)
