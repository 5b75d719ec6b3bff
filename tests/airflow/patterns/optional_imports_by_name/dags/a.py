# airflow dag
from airflow import DAG
from lib.util import try_load
found = [try_load("lib.one.Base"), try_load("lib.two.X")]
dag = DAG("with_optional_imports", schedule=None)
