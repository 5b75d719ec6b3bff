from datetime import datetime

from airflow import DAG
from airflow.decorators import dag


def build(table):
    @dag(dag_id=f"sync_{table}", start_date=datetime(2024, 1, 1), schedule=None, catchup=False)
    def sync():
        pass

    return sync()


dags = [build(table) for table in ("users", "orders")]


def register(prefix):
    def decorator(func):
        name = f"{prefix}_{func.__name__}"
        with DAG(name, start_date=datetime(2024, 1, 1), schedule=None, doc_md=func.__doc__) as made:
            func(made)
        globals()[name] = made
        return func

    return decorator


@register("deco")
def nightly(dag):
    """Nightly"""


@register("deco")
def weekly(dag):
    pass
