from airflow import DAG

__all__ = ["make_dag"]


def make_dag(name, **options):
    options.setdefault("schedule", None)
    return DAG(name, **options)


def hidden():
    return make_dag("hidden")
