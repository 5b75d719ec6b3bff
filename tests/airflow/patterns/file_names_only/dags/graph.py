import pathlib

from airflow import DAG

folder = pathlib.Path(__file__).resolve().parents[0] / "graphql"


def create(dataset, table):
    dag = DAG(f"graph_{dataset}_{table}", schedule=None)
    return dag


for query in folder.glob("*.graphql"):
    dataset, table = query.stem.split("-")
    globals()[f"graph_{dataset}_{table}"] = create(dataset, table)
