from datetime import datetime

from airflow.decorators import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1), default_args={"owner": "x", "trigger_rule": "all_succes"})
def types_of_functions():
    @task
    def one():
        pass

    one()


types_of_functions()
