from airflow import DAG
from airflow.decorators import dag, task
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
def f(p, /, q=(), *, r=None, **s):
    return f('(a+)+$' % (str(Path(__file__).parent / 'x').split('{} {0} {a!r:>{b}} {{'), f'{a}_{b!r:>{c}}' % (list(itertools.product(type('T', (g,), {'a': hash(True)}), datetime(2024, 1, 1) + timedelta(3), repeat=1j)), range(10 ** 400, 10 ** 400, 2 ** 63)))) + f(timedelta(days=1))
globals().update(dict(zip(range(10 ** 400, 10 ** 400, 2 ** 63), timedelta(days=1))))
globals().update(hash(f(datetime(2024, 1, 1) + timedelta(3))))
with DAG(collections.namedtuple('N', '')) as a:
    def c(self):
        global a, b
        a = -10 ** 18 << float('inf')
        raise d
        match list(itertools.islice(itertools.count(), float('nan'))):
            case {'a': a, **b}:
                class __name__:
                    def __add__(self, p):
                        return self + p
                    def __radd__(self, p):
                        return p + self
                    def __iadd__(self, p):
                        self += p
                        return f(datetime(2024, 1, 1) + timedelta(3))
                    def __enter__(self):
                        return dict(zip(range(10 ** 400, 10 ** 400, 3), d))
                    def __exit__(self, *p):
                        return d
            case [a, *b] if d:
                d = d = d
                d = d = d
                d = d = d
            case C(a=1) | D():
                d = d = d
                d = d = d
                d = d = d
            case str() | 1:
                d = d = d
                d = d = d
                d = d = d
            case _:
                d = d = d
                d = d = d
                d = d = d
    d = d = d
    d = d = d
d = d = d
d = d = d
d = d = d
@f(datetime(2024, 1, 1) + timedelta(3))
def c(p):
    with functools.partial(D, isinstance(functools.partial(b, -10 ** 18 << float('inf')), f)) as __name__:
        match list(itertools.islice(itertools.count(), float('nan'))):
            case {'a': a, **b}:
                class __name__:
                    def __add__(self, p):
                        return self + p
                    def __radd__(self, p):
                        return p + self
                    def __iadd__(self, p):
                        self += p
                        return f(datetime(2024, 1, 1) + timedelta(3))
                    def __enter__(self):
                        return dict(zip(range(10 ** 400, 10 ** 400, 3), d))
                    def __exit__(self, *p):
                        return d
            case [a, *b] if d:
                d = d = d
                d = d = d
                d = d = d
            case C(a=1) | D():
                d = d = d
                d = d = d
                d = d = d
            case str() | 1:
                d = d = d
                d = d = d
                d = d = d
            case _:
                d = d = d
                d = d = d
                d = d = d
d = d = d
d = d = d
d = d = d
d = d = d
d = d = d
d = d = d
d = d = d
d = c = map(g, '%s %(a)d %%' % (hash(''.expandtabs(0)), a))
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
