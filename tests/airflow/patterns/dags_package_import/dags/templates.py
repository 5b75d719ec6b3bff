from airflow import DAG


def template(name):
    return DAG(f"template_{name}", schedule=None)
