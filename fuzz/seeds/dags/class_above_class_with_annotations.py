from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
from unknown import *
a = {'a': b, 'b': g}
del C
D.append([task(c)(range(3, 2 ** 63, 2 ** 63)), range(2 ** 63, 2 ** 63, 2 ** 63)])
while True:
    while True:
        while True:
            while True:
                while True:
                    @dataclasses.dataclass
                    class self(self):
                        a: int = os.getenv('A') or os.getenv('A') or os.getenv('A') or os.getenv('A') or os.getenv('A') or __file__
                        b: list = dataclasses.field(default_factory=lambda: os.getenv('A') or os.getenv('A') or os.getenv('A') or os.getenv('A') or os.getenv('A') or __file__)
                        def __post_init__(self):
                            if os.getenv('A'):
                                a = a
                            else:
                                a = a
                            a = a
                            a = a
                    a = a
                    a = a
                a = a
                a = a
            a = a
            a = a
        a = a
        a = a
    a = a
    a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
