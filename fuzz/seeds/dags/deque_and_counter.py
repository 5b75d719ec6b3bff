from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import collections
q = collections.deque([1], maxlen=10 ** 30)
q.rotate(10 ** 30)
q.append(q)
c = collections.Counter('a' * 1000000)
c.most_common(-1)
list(c.elements())
m = collections.ChainMap(*[{1: 1}] * 5000)
d = collections.defaultdict(lambda: d)
d[1][2][3] = d
e = DAG(str(d))
