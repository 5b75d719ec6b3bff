def build(name):
    from airflow import DAG

    from helpers.suffixes import SUFFIX

    return DAG(name + SUFFIX, schedule=None)
