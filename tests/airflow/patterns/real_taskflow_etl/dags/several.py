from datetime import datetime

from airflow.decorators import dag, task

for team in ("red", "green"):

    @dag(dag_id=f"team_{team}_flow", start_date=datetime(2024, 1, 1), schedule=None)
    def flow():
        @task
        def hello(name: str):
            print(name)

        hello(team)

    flow()
