# @asset in a function
# 2: nothing
# 3: error ValueError
from airflow.sdk import asset  # airflow


def build():
    @asset(schedule=None)
    def a():
        pass


build()
