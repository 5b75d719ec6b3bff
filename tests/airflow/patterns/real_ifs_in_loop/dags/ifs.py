from datetime import datetime

from airflow import DAG

JOBS = [
    {"name": "a", "type": "full", "cron": None},
    {"name": "b", "type": "delta"},
    {"name": "c", "type": "snapshot", "disabled": True},
    {"name": "d"},
]
SUFFIX = {"full": "_full", "delta": "_inc"}
seen = set()

for job in JOBS:
    if job.get("disabled"):
        continue
    kind = job.get("type")
    if kind == "full":
        name = job["name"] + SUFFIX[kind]
    elif kind in SUFFIX:
        name = f"{job['name']}{SUFFIX[kind]}"
    else:
        name = job["name"]
    if name in seen:
        raise ValueError(f"twice: {name}")
    seen.add(name)
    try:
        cron = job["cron"]
    except KeyError:
        cron = None
    with DAG(f"ifs_{name}", start_date=datetime(2024, 1, 1), schedule=cron) as dag:
        pass
assert len(seen) == 3
