from datetime import datetime

from airflow import DAG

PRODUCT = "monitoring"
SOURCES = {
    "warehouse": {"cron": "0 11 * * *", "retries": 2},
    "dashboards": {"cron": "0 15 * * *"},
}

for tag, settings in SOURCES.items():
    dag_id = f"{PRODUCT}-{tag}"
    with DAG(dag_id, start_date=datetime(2024, 1, 1), schedule=settings["cron"], default_args={"retries": settings.get("retries", 1)}) as dag:
        pass
