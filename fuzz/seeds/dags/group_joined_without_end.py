import typing
from airflow.decorators import task
from airflow.utils.task_group import TaskGroup


@task
def Y(a=None):
    return 1


def run(X, Y, Z):
    Y = typing.cast(str, X)
    for j in X:
        with Y:
            with TaskGroup("g"):
                pass
    return run(X, Y, Z), run(Y, Z, X)


with TaskGroup("outer") as X:
    pass
run(X, Y, range(10**12))
