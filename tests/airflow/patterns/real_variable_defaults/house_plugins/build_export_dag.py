from datetime import timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator


def build_export_dag(dag_id, cloud_provider, export_start_date, emails=None, schedule="0 0 * * *", max_workers=10, traces=True, **kwargs):
    default_dag_args = {
        "depends_on_past": False,
        "start_date": export_start_date,
        "email_on_failure": True,
        "retries": 5,
        "retry_delay": timedelta(minutes=5),
    }
    if emails and len(emails) > 0:
        default_dag_args["email"] = [email.strip() for email in emails.split(",")]

    dag = DAG(dag_id, schedule=schedule, default_args=default_dag_args, catchup=False, max_active_runs=max_workers)
    if cloud_provider == "aws":
        from airflow.providers.amazon.aws.hooks.s3 import S3Hook  # noqa: F401

        mode = "s3"
    else:
        mode = "gcs"

    def add(toggle, task_id, command, dependencies=None):
        if toggle:
            operator = BashOperator(task_id=task_id, bash_command=command, execution_timeout=timedelta(hours=15), dag=dag)
            if dependencies is not None and len(dependencies) > 0:
                for dependency in dependencies:
                    if dependency is not None:
                        dependency >> operator
            return operator
        else:
            return None

    blocks = add(True, "export_blocks", f"export {mode}")
    add(traces, "export_traces", "export", dependencies=[blocks])
    return dag
