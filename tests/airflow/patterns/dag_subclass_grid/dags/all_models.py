"""An Airflow DAG of whatever models there are."""

from datetime import datetime
from functools import partial

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.utils.task_group import TaskGroup

from common.conf import ENV
from common.manifest import models

found, names = models()
schedules = {"dev": None, "live": "@daily"}


def nested(folders, made, parent=None, path=""):
    if not folders:
        return None
    path = f"{path}_{folders[0]}" if path else folders[0]
    if path not in made:
        made[path] = TaskGroup(group_id=path, parent_group=parent)
    if len(folders) > 1:
        nested(folders[1:], made, made[path], path)
    return made[path]


with DAG("all_models", schedule=schedules[ENV], start_date=datetime(2024, 1, 1)) as dag:
    start = BashOperator(task_id="start", bash_command="true")
    tasks, groups = {}, {}
    with TaskGroup(group_id="models") as group:
        for name in names:
            node = found["nodes"][name]
            nested(node["folders"][1:-1], groups)
            tasks[name] = PythonOperator(task_id=node["alias"], python_callable=partial(print, node["name"]))
    for name in names:
        tasks[name] >> [tasks[child] for child in found["child_map"][name] if child in tasks]
    start >> group
