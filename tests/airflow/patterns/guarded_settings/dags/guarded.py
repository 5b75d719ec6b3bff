import os

from airflow import DAG

KNOWN = {"dev", "staging", "prod"}
env = os.environ.get("PIPELINE_ENV", "dev")
region = os.getenv("PIPELINE_REGION", "eu").lower()

if env not in KNOWN:
    raise ValueError(f"PIPELINE_ENV is {env}, and must be one of {KNOWN}")
assert region in ("eu", "us"), region


def checked(name):
    if name != "eu" and name != "us":
        raise RuntimeError(name)
    return name


checked(region)
dag = DAG("guarded_orders", schedule=None)
