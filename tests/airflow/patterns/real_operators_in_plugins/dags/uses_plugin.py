from datetime import datetime

from airflow import DAG

from operators.load_fact import LoadFactOperator
from operators import StageOperator, DataQualityOperator
from helpers import SqlQueries

default_args = {"owner": "udacity", "start_date": datetime(2019, 1, 12), "depends_on_past": False}

dag = DAG("plugin_sparkify", default_args=default_args, description="Load", schedule=None)

stage = {}
for table in ["events", "songs"]:
    stage[table] = StageOperator(task_id=f"stage_{table}", dag=dag, table=f"staging_{table}")
fact = LoadFactOperator(task_id="load_fact", dag=dag, sql=SqlQueries.songplay_table_insert)
quality = DataQualityOperator(task_id="quality", dag=dag, tables=list(stage))
list(stage.values()) >> fact >> quality
