from airflow import DAG


def job():
    """Does it."""


job.dag_id = "function_attribute"
job.options = {"schedule": None}
dag = DAG(job.dag_id, **job.options)
named = DAG(f"{job.__name__}_{job.__qualname__}", schedule=None)


class Kind:
    pass


Kind.label = "patched"
setattr(Kind, "other", "set")
patched = DAG(f"{Kind.label}_{getattr(Kind(), 'other')}_{hasattr(Kind, 'none')}", schedule=None)
