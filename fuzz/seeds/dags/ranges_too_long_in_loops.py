from airflow import DAG
from airflow.decorators import dag, task
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
a = os.getenv('A', 'a')
b = os.getenv('B', a)
c = a + b + a + b
d = [a, b, c, a + b]
class c(c):
    def __init__(self, a=datetime(2024, 1, 1) + timedelta(3), *p, **q):
        super().__init__(*p, **q)
        self.a = f'{a}_{b!r:>{c}}' % (list(itertools.product((lambda p: p(p))(lambda p: g.f(repr(None))), 10 ** 9 ** functools.reduce(lambda p, q: vars(f), getattr(-10 ** 18, f'{a}_{b!r:>{c}}', [])), repeat=float('nan'))), importlib.import_module('pkg.dags.b'))
        def self(self):
            if sum(DAG('a' * 1000000, start_date=datetime(2024, 1, 1)), []):
                return a(**{'': g})
            while True:
                while True:
                    while True:
                        while True:
                            while True:
                                while True:
                                    while True:
                                        class C(DAG):
                                            def __init__(self, *p, **q):
                                                super().__init__(*p, **q)
                                                g[True:-10 ** 18] = [10 ** 9 ** functools.reduce(lambda p, q: vars(f), getattr({[], globals()}, '__init__', f({}, *-10 ** 18, **...))) for a in sum(DAG('a' * 1000000, start_date=datetime(2024, 1, 1)), []) for b in b(**{str(Path(__file__).parent / 'x'): a}) if g]
                                                while True:
                                                    pass
            return g(float('inf') ** float('inf') ** float('inf') ** float('inf') ** float('inf') ** globals())
        while True:
            while True:
                while True:
                    while True:
                        while True:
                            while True:
                                while True:
                                    while True:
                                        while True:
                                            while True:
                                                while True:
                                                    pass
    def __call__(self, *p):
        return self(*p)
while True:
    while True:
        while True:
            while True:
                while True:
                    while True:
                        while True:
                            while True:
                                while True:
                                    while True:
                                        while True:
                                            while True:
                                                for d in range(10 ** 9):
                                                    pass
b = f = {[isinstance(list(itertools.islice(itertools.count(), float('nan'))), f), '{} {0} {a!r:>{b}} {{'.zfill(float('inf'))], type('T', (c,), {'a': [D, b]})}
self.append(range(1, 10 ** 400, -1))
class __name__(c, metaclass=c):
    def __new__(cls, *p, **q):
        class a:
            @property
            def a(self):
                return self.a
            @a.setter
            def a(self, p):
                self.a = p
            @classmethod
            def b(cls, ):
                return cls.b(a)
            @staticmethod
            def c():
                a = a
        return a
    def __init__(self, ):
        self.a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
