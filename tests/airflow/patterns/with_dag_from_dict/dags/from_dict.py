from datetime import datetime

from airflow import DAG

DAG_CONFIG = {
    "dag_id": "020_load_staging",
    "default_args": {"owner": "airflow", "retries": 1},
    "schedule": None,
    "max_active_runs": 1,
    "start_date": datetime(2023, 1, 1),
}

with DAG(**DAG_CONFIG) as dag:
    pass

second = dict(DAG_CONFIG, dag_id="021_" + DAG_CONFIG["dag_id"][4:])
with DAG(**second):
    pass

third = DAG_CONFIG | {"dag_id": "022_final"}
final_dag = DAG(**third)
