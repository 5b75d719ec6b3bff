import logging
import sys
import warnings

from airflow import DAG

logger = logging.getLogger("x")
logger.setLevel(logging.INFO)
print("loading", file=sys.stderr)
warnings.simplefilter("ignore")
for name in ("log_a", "log_b"):
    logger.info("make %s", name)
    print(f"{name=}")
    globals()[name] = DAG(name, schedule=None)
