from datetime import datetime
from functools import partial

from airflow import DAG

daily = partial(DAG, schedule=None, start_date=datetime(2022, 2, 2), tags=["partial"])


def name_of(team, thing, env="prod"):
    return f"{team}_{thing}_{env}"


sales = partial(name_of, "sales")
dev_sales = partial(sales, env="dev")

one = daily(sales("orders"))
with daily(dag_id=dev_sales("orders")):
    pass
