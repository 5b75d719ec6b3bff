from airflow import DAG
from airflow.decorators import dag, task
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
def f(p, /, q=(), *, r=None, **s):
    return f(None * 10 ** 400 * 10 ** 400 * 10 ** 400 * 10 ** 400 * 10 ** 400) + f(None * 10 ** 400 * 10 ** 400 * 10 ** 400 * 10 ** 400 * 10 ** 400)
if None * 10 ** 400 * 10 ** 400 * 2 ** 63 * 10 ** 9 * 1:
    for a in g.items():
        if repr([10 ** 9 ** functools.reduce(lambda p, q: a, sum([], [])) for a in isinstance(list(itertools.islice(itertools.count(), float('nan'))), f) for b in self.__class__.__mro__ if f(datetime(2024, 1, 1) + timedelta(3))]):
            continue
        D += len(map(g, '%s %(a)d %%' % (hash(''.expandtabs(0)), a)))
        a = a
        a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
