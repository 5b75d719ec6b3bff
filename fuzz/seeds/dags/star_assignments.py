from airflow import DAG
from airflow.decorators import dag, task
import os, sys
a, *b, c = [1] * 9999
*a, = a, *a, *a
[[a, *b], [*c, d]] = [[1, 2], [3, 4]]
a[a[0]:], b = b, a
(a.b, a.c), (*d.e,) = c
for a, *b in [b, b]: pass
d = DAG(str(b))
