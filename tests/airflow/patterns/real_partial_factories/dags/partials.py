from datetime import datetime
from functools import partial

from airflow import DAG

NightlyDAG = partial(DAG, start_date=datetime(2024, 1, 1), schedule=None, catchup=False)

with NightlyDAG("partial_one") as one:
    pass
with NightlyDAG(dag_id="partial_two", tags=["x"]):
    pass


class TeamDAG(DAG):
    def __init__(self, name, *, team="core", **kwargs):
        kwargs.setdefault("schedule", None)
        super().__init__(dag_id=f"{team}-{name}", start_date=datetime(2024, 1, 1), **kwargs)


with TeamDAG("three") as three:
    pass
four = TeamDAG("four", team="ml")
