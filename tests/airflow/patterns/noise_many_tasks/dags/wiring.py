from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.utils.task_group import TaskGroup

try:
    from airflow.sdk import chain, cross_downstream
except ImportError:
    from airflow.models.baseoperator import chain, cross_downstream

dag = DAG("wiring", schedule=None)
with dag:
    a, b, c, d = [EmptyOperator(task_id=i) for i in "abcd"]
    chain(a, [b, c], d)
    with TaskGroup("group") as group:
        inner = [EmptyOperator(task_id=f"inner{i}") for i in range(3)]
        cross_downstream(inner[:1], inner[1:])
    d >> group
    a.set_downstream([group])
late = EmptyOperator(task_id="late", dag=dag)
late.set_upstream(d)
[a, b] >> late
