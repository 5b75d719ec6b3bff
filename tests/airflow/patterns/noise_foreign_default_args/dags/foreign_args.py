from airflow import DAG
from company_defaults import DEFAULT_ARGS, SCHEDULES, common_kwargs

dag = DAG("foreign_args", default_args=DEFAULT_ARGS, schedule=None)
merged = DAG("foreign_merged", default_args={**DEFAULT_ARGS, "owner": "x"}, schedule=None)
updated_args = DEFAULT_ARGS.copy()
updated_args.update({"retries": 2})
updated = DAG("foreign_updated", schedule=None)
