"""Pairs of a name and something that cannot be known, in the order of their names."""

from datetime import datetime

from airflow import DAG

builders = {}


def builder(name=None):
    def keep(function):
        builders[name or function.__name__] = function
        return function

    return keep


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


@builder("zeta")
def first(number):
    return make(f"zeta_{number}")


@builder()
def alpha(number):
    return make(f"alpha_{number}")


for number, (key, function) in enumerate(sorted(builders.items()), start=1):
    globals()[key] = function(number)
