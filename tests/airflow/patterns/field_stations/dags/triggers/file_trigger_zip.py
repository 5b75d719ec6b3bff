# airflow DAG
from field_stations.dags.triggers.file_trigger_dag import FileTriggerDAG

this_dag = FileTriggerDAG(
    dag_id="file_trigger_zip",
    product_id=6,
    dags_to_trigger=["unzip", "classify"],
)
