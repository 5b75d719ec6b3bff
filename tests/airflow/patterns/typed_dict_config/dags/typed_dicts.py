from typing import List, TypedDict

from airflow import DAG


class Job(TypedDict, total=False):
    name: str
    cron: str


JOBS: List[Job] = [{"name": "td_one"}, Job(name="td_two", cron="@daily")]
for job in JOBS:
    globals()[job["name"]] = DAG(f"{job['name']}_{job.get('cron', 'manual').strip('@')}", schedule=None)
