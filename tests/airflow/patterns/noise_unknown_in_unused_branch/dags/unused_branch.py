from airflow import DAG
from vendor_sdk import environment

if environment.is_production():
    schedule, tags = None, ["prod"]
else:
    schedule, tags = None, ["dev"]

dag = DAG("unknown_branch_for_options", schedule=schedule, tags=tags)

try:
    limit = environment.limit()
except Exception:
    limit = 3

with DAG("unknown_try_for_options", schedule=None, max_active_runs=1 if environment.small else 2):
    pass
