from datetime import datetime

from airflow import DAG


class EasyDAGFactory:
    def __init__(self, default_args=None, **shared):
        self.default_args = default_args or {}
        self.shared = shared

    def create(self, dag_id, start_date=datetime(2021, 1, 1), schedule=None, tags=None, **kwargs):
        args = self.default_args | kwargs.pop("default_args", {})
        return DAG(dag_id=dag_id, start_date=start_date, schedule=schedule, tags=tags or ["easy"], default_args=args, **{**self.shared, **kwargs})
