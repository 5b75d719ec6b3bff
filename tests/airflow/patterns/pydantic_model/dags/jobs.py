from pydantic import BaseModel

from airflow import DAG


class Job(BaseModel):
    name: str
    team: str = "core"
    enabled: bool = True


JOBS = [Job(name="ingest"), Job(name="score", team="ml"), Job(name="old", enabled=False)]

for job in JOBS:
    if not job.enabled:
        continue
    with DAG(f"{job.team}.{job.name}", schedule=None):
        pass
