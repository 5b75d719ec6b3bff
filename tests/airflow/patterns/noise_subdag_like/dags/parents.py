from airflow import DAG
from airflow.utils.task_group import TaskGroup

PARENT = "parent_dag"


def section(parent, child):
    return f"{parent}.{child}"


with DAG(PARENT, schedule=None) as dag:
    with TaskGroup(section("x", "y").replace(".", "_")):
        pass

child = DAG(section(PARENT, "child"), schedule=None)
