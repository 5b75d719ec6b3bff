# @asset
# 2: nothing
# 3: a
from airflow.sdk import asset  # airflow


@asset(schedule=None)
def a():
    pass
