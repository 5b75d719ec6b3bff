"""What `__new__` gives is initialised when it is of the class, each time."""

from datetime import datetime

from airflow import DAG


class One:
    made = None

    def __new__(cls, *args, **kwargs):
        if cls.made is None:
            cls.made = super().__new__(cls)
            cls.made.first = "first"
        return cls.made

    def __init__(self, number):
        self.number = number


class Either:
    def __new__(cls, name):
        if name:
            return f"text_{name}"
        return super().__new__(cls)

    def __init__(self, name):
        self.name = "initialised"


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


One(1)
a = make(f"one_{One(2).number}_{One(3).first}_{One(4) is One(5)}")
b = make(Either("a"))
c = make(Either("").name)
