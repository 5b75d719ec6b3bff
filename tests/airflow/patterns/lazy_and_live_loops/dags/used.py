from itertools import chain

from airflow import DAG


def make(name):
    with DAG(name, schedule=None) as dag:
        pass
    return dag


def generate(prefix):
    for number in range(2):
        yield make(f"{prefix}_{number}")


list(map(make, ["mapped_a", "mapped_b"]))
for dag in generate("looped"):
    pass
for number, dag in enumerate(generate("numbered")):
    globals()[f"numbered_{number}"] = dag
kept = {dag.dag_id: dag for dag in chain(generate("chained"), generate("chained_too"))}
