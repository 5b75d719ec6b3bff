# @asset with an unknown argument
# 2: nothing
# 3: error TypeError
from airflow.sdk import asset  # airflow


@asset(schedule=None, nonsense=1)
def a():
    pass
