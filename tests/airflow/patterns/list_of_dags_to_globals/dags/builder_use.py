from airflow import DAG


def build_sport_dags():
    return [DAG(f"sport_{sport}", schedule=None) for sport in ("tennis", "golf")]


for dag in build_sport_dags():
    globals()[dag.dag_id] = dag
