"""
### Orders
Loads the orders of each shop.
"""
import os
from datetime import datetime, timedelta

from airflow import DAG
from airflow.models import Variable
from airflow.utils.task_group import TaskGroup

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.providers.standard.operators.python import PythonOperator
except ImportError:
    from airflow.operators.bash import BashOperator
    from airflow.operators.python import PythonOperator

SHOPS = ["berlin", "paris", "rome"]
DAG_ID = os.path.basename(__file__).replace(".py", "")
BUCKET = os.environ.get("BUCKET", "local-bucket")
SCHEDULE = Variable.get("orders_schedule", default_var=None) if False else None

default_args = {
    "owner": "data",
    "depends_on_past": False,
    "email": ["data@example.com"],
    "email_on_failure": False,
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
    "start_date": datetime(2023, 1, 1),
}


def extract(shop, **context):
    print(shop, context["ds"], BUCKET)


with DAG(
    DAG_ID,
    default_args=default_args,
    schedule=SCHEDULE,
    catchup=False,
    tags=["orders", *SHOPS],
    params={"full": False},
) as dag:
    dag.doc_md = __doc__
    start = BashOperator(task_id="start", bash_command="echo {{ ds }} {{ params.full }}")
    end = BashOperator(task_id="end", bash_command="echo end")
    for shop in SHOPS:
        with TaskGroup(group_id=f"shop_{shop}") as group:
            get = PythonOperator(task_id="extract", python_callable=extract, op_kwargs={"shop": shop})
            check = BashOperator(task_id="check", bash_command=f"test -s /tmp/{shop}.csv")
            get >> check
        start >> group >> end
