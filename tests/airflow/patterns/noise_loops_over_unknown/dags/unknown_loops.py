from airflow import DAG
from airflow.operators.empty import EmptyOperator
from company_defaults import TABLES, get_config

config = get_config("orders")

with DAG("loops_over_unknown", schedule=None) as dag:
    start = EmptyOperator(task_id="start")
    for table in TABLES:
        start >> EmptyOperator(task_id=f"copy_{table}")
    while config.more():
        if config.broken:
            break
        EmptyOperator(task_id=config.next())
        break
    if config.notify:
        start >> EmptyOperator(task_id="notify")
    tasks = [EmptyOperator(task_id=f"t_{i}") for i in range(3)]
    for left, right in zip(tasks, tasks[1:]):
        left >> right
    for name, values in config.items():
        EmptyOperator(task_id=name)
