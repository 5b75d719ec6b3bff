from datetime import datetime

from airflow import DAG

COUNTRIES = {
    "de": {"schedule": None, "owner": "eu"},
    "us": {"schedule": None},
    "jp": {"enabled": False},
}


def create_dag(dag_id, schedule=None, owner="data", **kwargs):
    args = {"owner": owner, "start_date": datetime(2022, 1, 1)}
    dag = DAG(dag_id=dag_id, default_args=args, schedule=schedule, catchup=False, **kwargs)
    with dag:
        pass
    return dag


for country, settings in COUNTRIES.items():
    if not settings.get("enabled", True):
        continue
    dag_id = "report_{}".format(country)
    owner = settings.get("owner") or "data"
    globals()[dag_id] = create_dag(dag_id, settings["schedule"], owner, tags=[country, owner])
