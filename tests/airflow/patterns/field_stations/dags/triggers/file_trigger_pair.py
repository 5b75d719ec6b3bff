# airflow DAG
import field_stations.dags.triggers.file_trigger_dag as base

for product_id, target in (5, "l2"), (7, "l3"):
    globals()["trigger_%d" % product_id] = base.FileTriggerDAG(
        f"file_trigger_{product_id:03d}", product_id=product_id, dags_to_trigger=[target]
    )
