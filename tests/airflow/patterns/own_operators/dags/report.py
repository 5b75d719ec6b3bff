from datetime import datetime

from airflow import DAG

from house.operators import ReportOperator

dag = DAG("own_report", schedule=None, start_date=datetime(2024, 1, 1))
ReportOperator(task_id="report", output="/tmp/x", dag=dag)
