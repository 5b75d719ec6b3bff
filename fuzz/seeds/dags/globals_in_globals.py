from airflow import DAG
from airflow.decorators import dag, task
import os, sys
globals()['globals'] = globals
globals()['g'] = globals()
g['g']['g']['g']['x'] = DAG('a')
d = str(g)
g.update(a=g)
x = {**g, **g}
print(g == g)
setattr(sys.modules[__name__], 'sys', sys.modules[__name__])
sys.modules[__name__].sys.sys.y = DAG('b')
