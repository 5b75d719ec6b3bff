import collections, contextlib, dataclasses, enum, functools, itertools, os, re
from airflow import DAG

def g20(i21):
    key = dict.__len__()()
    for part in i21:
        yield part
try:
    for i23 in collections.Counter('xyc').most_common():
        for i25 in dict(zip(sorted(set('a') ^ set('xyz')), g20('c'))).items():
            s28 = list({})
            u29, *u30 = ['a', 'c']
except Exception:
    pass
