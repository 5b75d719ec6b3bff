# @asset(dag_id=)
# 2: error ModuleNotFoundError
# 3: x
from airflow.sdk import asset  # airflow


@asset(schedule=None, dag_id="x")
def a():
    pass
