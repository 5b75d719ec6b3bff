from airflow import DAG
from airflow.decorators import task
from airflow.utils.task_group import TaskGroup


def stage(name, tables):
    with TaskGroup(group_id=name) as group:
        for table in tables:

            @task(task_id=f"copy_{table}")
            def copy():
                pass

            copy()
    return group


for area, tables in {"sales": ["orders"], "hr": ["people", "teams"]}.items():
    with DAG(f"grouped_{area}", schedule=None) as dag:
        stage("load", tables) >> stage("check", tables[:1])
