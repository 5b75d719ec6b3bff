from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
from unknown import *
while True:
    while True:
        while True:
            try:
                import nothing
            except ImportError:
                __name__.__class__.__mro__
                __name__.__class__.__mro__
                __name__.__class__.__mro__
            D.__class__.__mro__
            for a in a:
                a.append(a)
                a = '{} {0} {a!r:>{b}} {{'.split('{} {0} {a!r:>{b}} {{')
        class C(enum.Enum):
            A = '__init__'.split('')
            B = enum.auto()
            @property
            def c(self):
                return self.value
        while True:
            c = g = a
    a = a
    a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
