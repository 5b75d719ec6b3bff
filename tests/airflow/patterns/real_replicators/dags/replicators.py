#!/data/venv/bin/python3
# -*- coding: utf-8 -*-
import os
import sys
from functools import partial
from datetime import timedelta
import pendulum
from airflow.decorators import dag, task, task_group
from airflow.exceptions import AirflowFailException

repo_path = os.path.abspath(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
sys.path.insert(0, repo_path)
from dags.dag_functions import task_fail_alert, send_msg


def create_dag(dag_id, short_name, tables_var, conn, doc_md, default_args):
    @dag(
        dag_id=dag_id,
        default_args=default_args,
        catchup=False,
        max_active_runs=5,
        schedule=None,
        doc_md=doc_md,
        tags=[short_name, "replicator"]
    )
    def replicator_DAG():
        f"""The {short_name} DAG."""
        from dags.common_tasks import (
            wait_for_external_trigger, get_variable, copy_table
        )
        tables = get_variable.override(task_id="get_list_of_tables")(tables_var)

        @task_group()
        def copy_tables(conn_id, tables):

            @task(on_failure_callback=None, map_index_template="{{ dest }}")
            def check(conn_id, tables, index, **context):
                print(tables[index])

            [
                check.override(task_id="check_source")(conn_id, tables, 0) >>
                copy_table.override(task_id="copy_tables", on_failure_callback=None)(conn_id, tables) >>
                check.override(task_id="check_dest")(conn_id, tables, 1)
            ]

        @task(retries=0, trigger_rule='all_done', doc_md="""A message""")
        def status_message(tables, **context):
            raise AirflowFailException('x')

        [
            wait_for_external_trigger() >>
            copy_tables.partial(conn_id=conn).expand(tables=tables) >>
            status_message(tables=tables)
        ]

    generated_dag = replicator_DAG()
    return generated_dag


REPLICATORS = {"north": {"dag_name": "north_replicator", "tables": "north_tables", "conn": "a"},
               "south": {"dag_name": "south_replicator", "tables": "south_tables", "conn": "b"}}
for replicator, dag_items in REPLICATORS.items():
    DAG_NAME = dag_items['dag_name']
    default_args = {
        "owner": ",".join(["Unknown"]),
        "start_date": pendulum.datetime(2023, 10, 31, tz="America/Toronto"),
        "retry_delay": timedelta(minutes=60),
        "on_failure_callback": partial(task_fail_alert, use_proxy=True),
    }
    doc_md = f"""### {replicator}"""
    globals()[DAG_NAME] = (
        create_dag(
            dag_id=DAG_NAME,
            short_name=replicator,
            tables_var=dag_items['tables'],
            conn=dag_items['conn'],
            doc_md=doc_md,
            default_args=default_args
        )
    )
