from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup


def create_dag(dag_id):
    default_args = {"owner": "lib", "start_date": datetime(2020, 2, 3), "retry_delay": timedelta(minutes=10)}
    dag = DAG(dag_id=dag_id + "_harvest", default_args=default_args, catchup=False, max_active_runs=1, schedule=None)
    with dag:
        with TaskGroup("group_" + dag_id) as group:
            BashOperator(task_id=dag_id, bash_command=f"{dag_id}.sh ")
        group >> BashOperator(task_id="end", bash_command="true")
    return dag


dag_ids = [
    "curtis",
    "dplah",
    "free_library"
	]
for dag_id in dag_ids:
    dag = create_dag(dag_id)
    globals()[dag.dag_id] = dag
