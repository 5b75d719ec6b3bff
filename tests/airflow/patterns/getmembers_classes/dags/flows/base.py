"""What each flow is."""

from datetime import datetime


class Flow:
    name = None

    def dag(self):
        from airflow import DAG

        return DAG(self.name or "flow_" + self.__class__.__name__, schedule=None, start_date=datetime(2024, 1, 1))
