# @asset(name=)
# 2: nothing
# 3: x
from airflow.sdk import asset  # airflow


@asset(schedule=None, name="x")
def a():
    pass
