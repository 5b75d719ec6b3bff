from airflow import DAG


class CompanyDag(DAG):
    def __init__(self, name, team="none", **options):
        super().__init__(f"{team}__{name}", **{"schedule": None, **options})
