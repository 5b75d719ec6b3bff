from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import itertools
x = list(itertools.product(range(1000), repeat=1000))
y = list(itertools.permutations(range(1000)))
z = list(itertools.combinations(range(1000), 500))
for p in itertools.product(range(9999), range(9999), range(9999)):
    pass
d = DAG('a')
