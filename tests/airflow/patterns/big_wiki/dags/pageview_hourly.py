"""
### Pageviews, as airflow DAGs
"""
from datetime import datetime, timedelta

from analytics.config.dag_config import Props, artifact, easy_dag
from airflow.operators.empty import EmptyOperator

props = Props(
    start_date=datetime(2023, 6, 1, 5),
    jar=artifact("refinery-1.0-shaded.jar"),
    dag_id="pageview_hourly",
    table="wmf.pageview",
    sla=timedelta(hours=6),
)

with easy_dag(dag_id=props.dag_id, start_date=props.start_date, tags=["hourly", f"reads_{props.table}"]) as dag:
    EmptyOperator(task_id="load")

tests = props.with_suffix("_test")
with easy_dag(tests.dag_id, default_args={"retries": 0}):
    EmptyOperator(task_id="load")
