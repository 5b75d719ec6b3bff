from datetime import datetime

from airflow import DAG

BASE = {"start_date": datetime(2021, 6, 1), "catchup": False, "schedule": None}


def make(name, *, version=1, **overrides):
    settings = {**BASE, "description": f"{name} v{version}", **overrides}
    return DAG(dag_id=f"{name}_v{version}", **settings)


a = make("alpha")
b = make("beta", version=3, tags=["b"])
c, d = make("gamma"), make("delta", catchup=True)
