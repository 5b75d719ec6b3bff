from datetime import datetime, timedelta

from airflow import DAG
from airflow.models import Variable
from airflow.models.param import Param
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator
from airflow.timetables.interval import CronDataIntervalTimetable

CODE = Variable.get("FISCAL_YEAR", "Y2026")
parallel = Variable.get("parallel_posts", 3)

with DAG(
    "fix_encumbrances",
    default_args={"owner": "lib"},
    schedule=CronDataIntervalTimetable(cron=Variable.get("fix_schedule", "00 2 * * MON"), timezone="America/Los_Angeles"),
    start_date=datetime(2024, 8, 29),
    catchup=False,
    max_active_runs=int(Variable.get("IMPORT_MAX_RUNS", 3)),
    params={"choice": Param(1, type="integer", minimum=1, maximum=9, description="which")},
) as dag:
    start = EmptyOperator(task_id="start")
    finish = EmptyOperator(task_id="finish", trigger_rule="none_failed_min_one_success")
    for i in range(int(parallel)):
        post = PythonOperator(task_id=f"post_{i}", python_callable=print, op_kwargs={"job": i, "code": CODE})
        start >> post >> finish
