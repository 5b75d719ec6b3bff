"""Ids in literals and addresses."""

import ast
from datetime import datetime
from urllib.parse import urlparse, urlsplit

from airflow import DAG


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


settings = ast.literal_eval("{'names': ['x', 'y'], 'shift': -1, 'pair': (1, 2.5), 'on': True, 'none': None}")
for name in settings["names"]:
    globals()["literal_" + name] = make(f"literal_{name}_{settings['shift'] + 2}_{settings['pair'][0]}_{settings['on']}")

file = urlparse("s3://bucket/some/key.csv?x=1#frag")
a = make(f"{file.scheme}_{file.netloc}_{file.path.lstrip('/').replace('/', '_')}")
api = urlparse("https://user:word@api.Example.com:8443/v1")
b = make(f"{api.hostname}_{api.port}_{api.username}")
scheme, netloc, path, *_ = urlsplit("gs://store/p")
c = make(f"{scheme}-{netloc}{path.replace('/', '-')}")
d = make(urlparse("hdfs://name/x").netloc + "_" + str(urlparse("a/b").netloc == ""))
