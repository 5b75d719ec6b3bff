from datetime import datetime

from airflow import DAG

from house.operators import OldPythonOperator

with DAG("own_old_python", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    OldPythonOperator(task_id="a", python_callable=print, provide_context=True)
