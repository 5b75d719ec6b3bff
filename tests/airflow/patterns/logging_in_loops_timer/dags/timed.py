import time
from contextlib import suppress

from airflow import DAG

started = time.time()
with suppress(ImportError):
    import not_there_at_all_x

names = []
with suppress(KeyError):
    names.append({}["x"])
names.append("timed")
for name in names:
    with DAG(name, schedule=None):
        pass
elapsed = time.time() - started
if elapsed > 1e12:
    late = DAG("never_that_late", schedule=None)
