from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for x in ['abc', [1, 2], (1,), b'ab', range(9)]:
    for a in [None, 0, -1, 10 ** 30, -10 ** 30, 2 ** 63, -2 ** 63]:
        for b in [None, 0, -1, 10 ** 30, -10 ** 30, 2 ** 63 - 1, -2 ** 63]:
            for c in [None, 1, -1, 0, 10 ** 30, -10 ** 30, 2 ** 63 - 1, -2 ** 63]:
                try: y = x[a:b:c]
                except Exception: y = 1
l = [1, 2]
l[::-1] = l
l[0:0] = l
l[5:-9] = l
del l[::-2]
d = DAG(str(l))
