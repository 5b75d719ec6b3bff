import tempfile

import airflow
from airflow.decorators import task
from airflow.operators.trigger_dagrun import TriggerDagRunOperator

from dags.common import default_dag_args, slack
from dags.common.tasks import create_schema, dbt

with airflow.DAG(
    **default_dag_args(),
    dag_id="populate",
    schedule="0 13 * * 1",
) as dag:

    @task(task_id="create_work_directory")
    def create_work_directory(*, task_instance, **kwargs):
        return tempfile.mkdtemp(prefix=f"{task_instance.dag_id}_")

    @task(task_id="process")
    def process(key, directory, **kwargs):
        for view in {"one"}:
            print(view, directory)

    @task
    def clean(directory, **kwargs):
        print(directory)

    work = create_work_directory().as_setup()
    processed = process(create_schema("raw").as_setup(), work)
    processed >> clean(work).as_teardown(setups=work, on_failure_fail_dagrun=True)
    (
        processed
        >> dbt.override(task_id="seed")("seed")
        >> slack.success_notifying_task()
        >> TriggerDagRunOperator(task_id="trigger_weekly", trigger_dag_id="weekly")
    )
