from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f(a, /, b=1, *c, d, e=2, **g): return DAG(str(g))
for args in [(), (1,), (1,) * 9000]:
    for kw in [{}, {'d': 1}, {'a': 1, 'd': 1}, {str(i): i for i in range(3000)}, {1: 2}, {'b': 1, 'd': 2}]:
        try: x = f(*args, **kw)
        except TypeError: pass
f(*f, **f)
DAG(*[DAG])
DAG(**{'dag_id': 'a'}, **{'dag_id': 'b'})
