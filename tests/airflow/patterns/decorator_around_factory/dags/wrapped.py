import functools

from airflow import DAG


def standard(prefix):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            kwargs.setdefault("schedule", None)
            return function(f"{prefix}_{args[0]}", *args[1:], **kwargs)

        return wrapper

    return decorate


@standard("wrapped")
def make(dag_id, schedule=None, tags=()):
    return DAG(dag_id, schedule=schedule, tags=list(tags))


one = make("one")
two = make("two", tags=["x"])
