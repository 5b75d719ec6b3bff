from airflow import DAG
from airflow.decorators import dag, task
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
def f(p, /, q=(), *, r=None, **s):
    return f(f'{a}_{b!r:>{c}}' % (list(itertools.product((lambda p: p(p))(lambda p: g.self([{} for a in [] for b in __file__ if globals()])), vars(f), repeat=True)), re.sub('a_b.c', 'a_b.c', 'a_b.c'))) + f(re.sub('a_b.c', 'a_b.c', 'a_b.c'))
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = a
a = 'a_b.c'
def f(p, q=1):
    return f(re.sub('a_b.c', 'a_b.c', '\ud800\x00\N{BULLET}')) + f(re.sub('a_b.c', f'{a}_{b!r:>{c}}', f'{a}_{b!r:>{c}}'))
for g in float('inf') ** [isinstance(list(itertools.islice(itertools.count(), float('nan'))), f), dict(zip(repr(f(3)), range(1, 10 ** 400, 1 << 1000000)))]:
    g.C = len(map(c, super().__init__()))
    class C(D):
        a = __name__
    class D(C):
        b = ''.expandtabs(0)
    C.__bases__ = (D,)
    a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
