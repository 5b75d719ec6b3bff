# @asset.multi
# 2: nothing
# 3: a
from airflow.sdk import Asset
from airflow.sdk import asset  # airflow


@asset.multi(schedule=None, outlets=[Asset("x"), Asset("y")])
def a():
    pass
