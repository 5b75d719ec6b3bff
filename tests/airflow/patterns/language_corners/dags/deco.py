import functools
from airflow import DAG
def twice(f):
    @functools.wraps(f)
    def g(*a, **k):
        f(*a, **k)
        return f(*a, **k)
    return g
C = []
@twice
def mk(n):
    C.append(n)
    with DAG(f"tw_{n}_{len(C)}", schedule=None) as d: pass
    return d
mk("a")
class D:
    def __init__(self, f): self.f = f
    def __call__(self, *a): return self.f(*a)
    def __get__(self, o, t): return functools.partial(self, o)
class K:
    @D
    def name(self): return "desc"
    @staticmethod
    def s(): return "st"
    @classmethod
    def c(cls): return cls.__name__
    @property
    def p(self): return "prop"
    @functools.cached_property
    def cp(self): return "cp"
k = K()
d = DAG("_".join([k.name(), K.s(), k.c(), k.p, k.cp, mk.__name__]), schedule=None)
