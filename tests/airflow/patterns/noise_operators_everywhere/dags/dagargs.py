try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.operators.python import PythonOperator, BranchPythonOperator, ShortCircuitOperator, PythonVirtualenvOperator
    from airflow.providers.standard.operators.empty import EmptyOperator
    from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
    from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
    from airflow.providers.standard.sensors.filesystem import FileSensor
    from airflow.providers.standard.sensors.python import PythonSensor
except ImportError:
    from airflow.operators.bash import BashOperator
    from airflow.operators.python import PythonOperator, BranchPythonOperator, ShortCircuitOperator, PythonVirtualenvOperator
    from airflow.operators.empty import EmptyOperator
    from airflow.operators.trigger_dagrun import TriggerDagRunOperator
    from airflow.operators.latest_only import LatestOnlyOperator
    from airflow.sensors.external_task import ExternalTaskSensor
    from airflow.sensors.filesystem import FileSensor
    from airflow.sensors.python import PythonSensor
from datetime import datetime, timedelta
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.utils.task_group import TaskGroup
S = dict(start_date=datetime(2024, 1, 1), schedule=None)

from airflow.models.param import Param
with DAG("da1", description="x" * 500, tags=["a", "b"], params={"p": Param(1, type="integer", minimum=0), "q": Param(None, type=["null", "string"])}, max_active_runs=3, max_active_tasks=4, dagrun_timeout=timedelta(hours=1), doc_md="x", template_searchpath=["/x"], user_defined_macros={"f": print}, user_defined_filters={"g": len}, render_template_as_native_obj=True, access_control=None, is_paused_upon_creation=True, jinja_environment_kwargs={"extensions": []}, owner_links={"me": "https://x.y"}, dag_display_name="Ünïcode", on_success_callback=[print], default_args=None if False else {}, **S): pass
