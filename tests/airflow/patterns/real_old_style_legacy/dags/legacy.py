# -*- coding: utf-8 -*-
from __future__ import print_function

import airflow
from airflow.models import DAG
from datetime import datetime, timedelta

args = {
    'owner': 'airflow',
    'start_date': datetime(2019, 1, 1),
    'retries': 1,
    'retry_delay': timedelta(minutes=5),
}

dag = DAG(
    dag_id='legacy_example', default_args=args,
    schedule=None,
    dagrun_timeout=timedelta(minutes=60))


def print_context(ds, **kwargs):
    print(kwargs)
    print(ds)
    return 'Whatever you return gets printed in the logs'


def make(i):
    return i * 2


values = [make(i) for i in range(5)]
total = reduce(lambda a, b: a + b, values) if False else sum(values)

if __name__ == "__main__":
    dag.cli()
