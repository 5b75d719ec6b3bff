import hashlib
import zlib

from airflow import DAG

source = "s3://bucket/path"
digest = hashlib.md5(source.encode("utf-8")).hexdigest()[:8]
d1 = DAG(f"md5_{digest}", schedule=None)
d2 = DAG(f"sha_{hashlib.sha256(b'abc').hexdigest()[:6]}", schedule=None)
