import itertools

from airflow import DAG

ENVS = ("dev", "prod")
REGIONS = ("eu", "us")

for env, region in itertools.product(ENVS, REGIONS):
    if (env, region) == ("dev", "us"):
        continue
    with DAG(f"matrix_{env}_{region}", schedule=None):
        pass

for left, right in itertools.combinations(["a", "b", "c"], 2):
    globals()[left + right] = DAG(f"pair_{left}{right}", schedule=None)
