from collections import namedtuple

from airflow import DAG

Feed = namedtuple("Feed", ["source", "every"])
FEEDS = [Feed("crm", "@daily"), Feed(source="erp", every="@hourly")]

for source, every in FEEDS:
    globals()["feed_" + source] = DAG(f"feed_{source}_{every.strip('@')}", schedule=None)
