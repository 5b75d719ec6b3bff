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

@dag(dag_id="flows", default_args={"retries": 1}, **S)
def flows(run_id_: str = "x", n: int = 2):
    @task
    def one(): return {"a": 1}
    @task(task_id="two_x", retries=3)
    def two(d, *, k=1): return d
    @task.branch
    def br(): return "one"
    @task.virtualenv(requirements=["x"], system_site_packages=False)
    def ve(): pass
    @task.bash
    def bs(): return "echo"
    @task.sensor(poke_interval=1, mode="reschedule")
    def sn(): return True
    @task(multiple_outputs=True)
    def mo() -> dict: return {}
    o = one()
    t = two(o["a"], k=2)
    u = two.override(task_id="u")(o)
    v = two.partial(k=3).expand(d=[1, 2, 3])
    w = two.expand(d=o)
    br() >> [t, u]
    ve() >> bs() >> sn() >> mo()
    x = [two(i) for i in range(3)]
    one() >> x
    BashOperator.partial(task_id="bp").expand(bash_command=["a", "b"])
    EmptyOperator.partial(task_id="ep", retries=1).expand_kwargs([{"doc": "a"}])
flows()
