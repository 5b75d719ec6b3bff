from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator

START = datetime(2024, 1, 1)


@dag(schedule=None, start_date=START)
def passed_on(table="t", settings={"k": 1}, flag=True, when=None):
    @task
    def load(table, settings):
        return table

    BashOperator(task_id="show", bash_command=f"echo {table}", env={"TABLE": table})
    load(table, settings)
    if flag:
        BashOperator(task_id="flagged", bash_command="echo " + str(table))
    if when is not None:
        BashOperator(task_id="dated", bash_command="ls")


passed_on()
