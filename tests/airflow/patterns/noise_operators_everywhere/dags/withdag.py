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

dag = DAG("withdag", **S)
a = EmptyOperator(task_id="a", dag=dag)
with dag:
    b = EmptyOperator(task_id="b")
    a >> b
dag.add_task(EmptyOperator(task_id="c"))
with dag: EmptyOperator(task_id="d")
dag.doc_md = __doc__
dag.tags = ["x"]
dag.get_task("a").set_downstream(dag.get_task("c"))
x = dag.task_dict["b"]
other = DAG("withdag2", **S)
EmptyOperator(task_id="a", dag=other)
if __name__ == "__main__":
    dag.test()
