from airflow import DAG
from airflow.decorators import dag, task
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
def f(self, *p):
    return f(f'{a}_{b!r:>{c}}' % (list(itertools.product((lambda p: p(p))(lambda p: g.self([{} for a in [] for b in __file__ if globals()])), int('9' * 5000), repeat=True)), {[isinstance(list(itertools.islice(itertools.count(), float('nan'))), f), '{:>999999999}'.format(1).zfill(-10 ** 18)], f(datetime(2024, 1, 1) + timedelta(1))})) + f((lambda p: p(p))(lambda p: g.self([10 ** 9 ** functools.reduce(lambda p, q: globals(), f) for a in {[globals(), []], f({}, *[], **True)} for b in datetime(2024, 1, 1) + timedelta(3) if range(1, 10 ** 9, 9 ** 9 ** 9)])))
with DAG(id((lambda p: p(p))(lambda p: len(map(f, max(globals(), [], key=__name__)))))) as __name__:
    a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
