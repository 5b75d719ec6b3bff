from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    pass
for i in range(2000): setattr(C, f'a{i}', i)
cs = [C() for i in range(3000)]
class D(C): pass
for c in cs:
    c.a0 = c; dir(c); vars(c); D().zz if hasattr(D, 'zz') else 0
d = DAG('a')
