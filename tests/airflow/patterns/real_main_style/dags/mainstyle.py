from datetime import datetime

from airflow import DAG


def generate_dags():
    for env in ["staging", "production"]:
        dag_id = f"{env}_sync"
        with DAG(dag_id, start_date=datetime(2024, 1, 1), schedule=None) as dag:
            pass
        yield dag_id, dag


def main():
    for dag_id, dag in generate_dags():
        globals()[dag_id] = dag


main()
