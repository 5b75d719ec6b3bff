from airflow import DAG
from airflow.operators.empty import EmptyOperator


def add_tasks(dag, names):
    previous = None
    for name in names:
        task = EmptyOperator(task_id=name, dag=dag)
        if previous is not None:
            previous >> task
        previous = task
    return dag


orders = add_tasks(DAG("passed_orders", schedule=None), ["a", "b"])
users = DAG("passed_users", schedule=None)
add_tasks(dag=users, names=list("xyz"))
