"""DAGs that a function keeps to itself register only when they are entered."""
from airflow import DAG


def make_all():
    entered = []
    for name in ("entered_a", "entered_b"):
        with DAG(name, schedule=None) as dag:
            entered.append(dag)
    kept = DAG("kept_by_nobody", schedule=None)
    return entered, kept


DAGS = make_all()
FIRST = DAGS[0][0]
