from airflow import DAG

base = "c"


class Thing:
    suffix = "thing"

    def dag(self, name):
        return DAG(f"{name}_{self.suffix}", schedule=None)
