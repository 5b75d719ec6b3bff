# @asset(uri=)
# 2: nothing
# 3: a
from airflow.sdk import asset  # airflow


@asset(schedule=None, uri="s3://b/k")
def a():
    pass
