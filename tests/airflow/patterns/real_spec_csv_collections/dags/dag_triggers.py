"""
A dag of dags
"""
import os
import json
from airflow import DAG
try:
    from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
except ImportError:
    from airflow.operators.trigger_dagrun import TriggerDagRunOperator
from utils import dag_default_args, get_config, sort_collections_dict, load_specification_datasets, get_collections_dict

config = get_config()
dag_schedule = config.get("schedule", None)
with DAG(dag_id="trigger-collection-dags", description=f"A master", schedule=dag_schedule, default_args=dag_default_args):
    run_org = TriggerDagRunOperator(task_id='trigger-organisation', trigger_dag_id=f'organisation-collection', wait_for_completion=True)
    for collection, datasets in config['collections'].items():
        if collection not in ['organisation', 'title-boundary']:
            t = TriggerDagRunOperator(task_id=f'trigger-{collection}', trigger_dag_id=f'{collection}-collection', wait_for_completion=True)
            run_org >> t
        if config["collection_selection"] != "explicit":
            raise ValueError("no")


with DAG(dag_id="trigger-collection-dags-manual", schedule=None, default_args=dag_default_args, params={"x": 1}, max_active_runs=1) as dag2:
    collections = sort_collections_dict(get_collections_dict(load_specification_datasets().values()))
    previous = None
    for name in list(collections)[:1] + [c for c in collections if c.startswith("t")]:
        try:
            now = TriggerDagRunOperator(task_id=f'trigger-{name}', trigger_dag_id=f'{name}-collection')
        except Exception:
            continue
        if previous:
            previous >> now
        previous = now
