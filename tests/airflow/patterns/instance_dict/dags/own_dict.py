"""Attributes that are set in the dictionary of an instance."""

from datetime import datetime

from airflow import DAG


class Bag:
    def __init__(self, **given):
        self.name = "none"
        self.__dict__.update(given)


class Kept:
    def __init__(self, **given):
        self.__dict__ = given
        vars(self)["more"] = "more"


class Looped:
    def __init__(self, **given):
        for key, value in given.items():
            self.__dict__[key] = value
        copy = dict(self.__dict__)
        copy["other"] = 1


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


a = make("bag_" + Bag(name="given", size=2).name)
kept = Kept(name="kept")
b = make(f"{kept.name}_{kept.more}")
looped = Looped(name="looped")
c = make(f"{looped.name}_{hasattr(looped, 'other')}")
looped.__dict__ |= {"name": "again"}
d = make(looped.name)
