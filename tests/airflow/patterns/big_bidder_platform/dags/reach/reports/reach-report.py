import json

from airflow.operators.bash import BashOperator

from dags.reach.reports.configs import IMAGE, MONTHLY, WEEKLY, ReportConfig
from plat.core.base import PlatDag
from plat.env import PlatEnvFactory
from plat.tasks.op import OpTask

env = PlatEnvFactory.from_system()
image = "live/image" if env.execution == "live" else IMAGE


def json_dumps(d):
    return json.dumps(d)


def create_dag(config: ReportConfig):
    dag = PlatDag(dag_id=config.dag_name, start_date=config.start_date, schedule_interval=config.schedule, tags=["REACH"])
    adag = dag.airflow_dag
    adag.user_defined_filters = {"json_dumps": json_dumps}
    report = BashOperator(
        task_id=f"report-{config.cadence.name}", bash_command=f"run {'live' if env.execution == 'live' else 'dev'} {image}"
    )
    task = OpTask(op=report)
    dag >> task
    return dag.airflow_dag


weekly_dag = create_dag(WEEKLY)
monthly_dag = create_dag(MONTHLY)
