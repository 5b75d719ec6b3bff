from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.trigger_rule import TriggerRule

with DAG("rule_of_airflow_2", start_date=datetime(2024, 1, 1), schedule=None):
    EmptyOperator(task_id="t", trigger_rule=TriggerRule.DUMMY)
