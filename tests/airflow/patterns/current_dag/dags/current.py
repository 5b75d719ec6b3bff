"""Asks for the DAG whose block it stands in."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

try:
    from airflow.sdk.definitions._internal.contextmanager import DagContext

    current_dag = DagContext.get_current
except ImportError:
    from airflow.models.dag import DagContext

    current_dag = DagContext.get_current_dag


def volume():
    dag = current_dag()
    if dag is None:
        raise RuntimeError("Only inside of a DAG.")
    return f"volume-{dag.dag_id.replace('_', '-')}"


with DAG("with_volume", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    name = volume()
    BashOperator(task_id="run", bash_command=f"mount {name}")

with DAG(f"next_to_{name}", schedule=None, start_date=datetime(2024, 1, 1)) as other:
    BashOperator(task_id="run", bash_command="true")
