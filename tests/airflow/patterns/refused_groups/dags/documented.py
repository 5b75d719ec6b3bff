"""Groups that say what they are for: the arguments came with Airflow 3."""

from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

with DAG("documented_groups", schedule=None, start_date=datetime(2024, 2, 1)):
    with TaskGroup("harvest", doc_md="What is *gathered*.", group_display_name="Harvest"):
        EmptyOperator(task_id="gather")
