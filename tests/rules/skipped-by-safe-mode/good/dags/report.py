# airflow dag
from factory import create_dag

report = create_dag("report")
