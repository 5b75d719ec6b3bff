"""Classes whose class does the work."""

import threading
from datetime import datetime

from airflow import DAG


class Single(type):
    made = {}
    lock = threading.Lock()

    def __call__(cls, *args, **kwargs):
        with cls.lock:
            if cls not in cls.made:
                cls.made[cls] = super(Single, cls).__call__(*args, **kwargs)
        return cls.made[cls]


class Settings(metaclass=Single):
    def __init__(self, place="dev"):
        self.place = place
        self.count = 0

    def next(self):
        self.count += 1
        return f"{self.place}_{self.count}"


class Listed(type):
    found = {}

    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        if not body.get("is_base"):
            cls.found[name.lower()] = cls


class Base(metaclass=Listed):
    is_base = True
    tables = []

    def build(self):
        return DAG(f"listed_{type(self).__name__}_{len(self.tables)}", schedule=None, start_date=datetime(2024, 1, 1))


class Orders(Base):
    tables = ["a", "b"]


class Users(Base):
    tables = ["c"]


class Named(type):
    def __new__(mcs, name, bases, body, **options):
        body["ident"] = body.get("ident") or "auto_" + name.lower()
        return super().__new__(mcs, name, bases, body)


class One(metaclass=Named):
    pass


class Two(One):
    ident = "given"


first = DAG("single_" + Settings("live").next(), schedule=None, start_date=datetime(2024, 1, 1))
second = DAG("single_" + Settings("other").next(), schedule=None, start_date=datetime(2024, 1, 1))
for key, kind in Listed.found.items():
    globals()[key] = kind().build()
third = DAG(One.ident, schedule=None, start_date=datetime(2024, 1, 1))
fourth = DAG(Two.ident, schedule=None, start_date=datetime(2024, 1, 1))
