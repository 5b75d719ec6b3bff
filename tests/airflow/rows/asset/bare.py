# bare @asset
# 2: nothing
# 3: error TypeError
from airflow.sdk import asset  # airflow


@asset
def a():
    pass
