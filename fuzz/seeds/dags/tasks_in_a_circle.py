from airflow import DAG
from airflow.decorators import dag, task
import os, sys
with DAG('a') as d:
    ts = [task(task_id=f't{i}')(print)() for i in range(300)]
    for a in ts:
        for b in ts:
            a >> b
            a << [b, ts, ts]
    from airflow.models.baseoperator import chain, cross_downstream
    chain(*ts, ts, ts)
    cross_downstream(ts, ts)
