from airflow import DAG
from airflow.operators.empty import EmptyOperator


def outer(area):
    def middle(kind):
        def inner(name):
            with DAG(f"{area}.{kind}.{name}", schedule=None) as dag:
                EmptyOperator(task_id="x")
                return dag

        return inner

    return middle


make = outer("nest")("deep")
for name in ["a", "b"]:
    make(name)
