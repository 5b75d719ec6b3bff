from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import itertools
for i in itertools.count(): pass
x = list(itertools.cycle([1]))
y = list(itertools.repeat(1))
z = list(zip(itertools.count(), itertools.count()))
d = DAG(max(itertools.count()))
e = dict(enumerate(itertools.count()))
list(iter(int, 1))
[*itertools.count()]
f(*itertools.count())
