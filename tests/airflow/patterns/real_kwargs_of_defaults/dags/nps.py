from airflow import DAG
from airflow.decorators import task
from airflow.models import Variable

from dags.common import default_dag_args, slack

with DAG(
    "nps",
    schedule="@weekly",
    **default_dag_args(),
) as dag:

    @task
    def create_nps(**kwargs):
        import pandas as pd

        for name, url in Variable.get("NPS", deserialize_json=True):
            print(f"{name=} {pd.read_csv(url)}")

    create_nps() >> slack.success_notifying_task()
