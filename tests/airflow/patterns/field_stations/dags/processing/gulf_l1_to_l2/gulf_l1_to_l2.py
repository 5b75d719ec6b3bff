"""
manually triggered dag that runs processing for one pass
"""
# std libs
from datetime import datetime, timedelta
import subprocess
import configparser
import os

# deps
from airflow.operators.bash import BashOperator
from airflow.utils.trigger_rule import TriggerRule
from airflow import DAG

# this package
import field_stations.dags.builders.etl as etl_builder
from field_stations.dags.util.settings import QUEUE, DEFAULT_ARGS
from field_stations.dags.regions import gulf, bank

DEF_ARGS = DEFAULT_ARGS.copy()
DEF_ARGS.update({
    'start_date': datetime.utcnow(),
    'retries': 1
})

SCHEDULE=None
REGION=gulf
PARFILE=os.path.join(
    os.path.dirname(os.path.realpath(__file__)),
    "l2gen.par"
)

this_dag = DAG(
    dag_id=f"{REGION.place_name}_l1_to_l2",
    default_args=DEF_ARGS,
    schedule=SCHEDULE
)

with this_dag as dag:
    GEOFILE = etl_builder.tmp_filepath(dag.dag_id, 'geofile')
    l1a_2_geo = BashOperator(
        task_id='l1a_2_geo',
        bash_command="""
            export ROOT=/opt/ocs      && \n\
            OUT_PATH="""+GEOFILE+"""  && \n\
            [[ -s $OUT_PATH ]]
        """,
        queue=QUEUE.SCRIPTS,
        trigger_rule=TriggerRule.ONE_SUCCESS
    )
    L2FILE = etl_builder.tmp_filepath(dag.dag_id, 'l2')
    l2gen = BashOperator(
        task_id="l2gen",
        bash_command="l2gen par={{params.parfile}} " + L2FILE,
        params={'parfile': PARFILE},
        queue=QUEUE.SNAP
    )
    l1a_2_geo >> l2gen

    etl_builder.add_tasks(
        this_dag,
        sql_selector="product_id=5",
        first=[l1a_2_geo],
        last=[l2gen],
        files_to_load=[{"filepath": L2FILE, "json": '{"area_id":2}'}],
        to_cleanup=[GEOFILE]
    )
