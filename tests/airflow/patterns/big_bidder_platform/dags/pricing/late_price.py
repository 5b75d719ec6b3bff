from datetime import datetime, timedelta

from plat.core.base import PlatDag
from plat.timetables.late import LateSpec

dag = PlatDag(
    dag_id="late-price",
    start_date=datetime(2025, 1, 5),
    schedule_interval=LateSpec(interval="0 3 * * *", proportion=0.2),
    run_only_latest=True,
).airflow_dag

hourly = PlatDag(dag_id="late-price-hourly", start_date=datetime(2025, 1, 5), schedule_interval=LateSpec(timedelta(hours=1)))
adag = hourly.airflow_dag
