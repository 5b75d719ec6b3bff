from airflow import DAG
from datetime import datetime as dt, timedelta as td
start = dt.now() - td(days=2)
start = start.replace(hour=0, minute=0, second=0, microsecond=0)
my_dag = DAG('legacy_positional', schedule=td(days=1), start_date=start, default_args=dict(owner='me', start_date=start), max_active_runs=1)
