from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = frozenset()
for i in range(30):
    x = frozenset([x, frozenset([x])])
y = {x} | {x} & {x} ^ {x} - {x}
d = DAG(str(y))
