from airflow import DAG


def make_spark(name):
    return DAG(f"spark_{name}", schedule=None)


def make_sql(name):
    return DAG(f"sql_{name}", schedule=None)
