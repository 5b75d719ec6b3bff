from airflow import DAG
from airflow.decorators import dag, task
import os, sys
a = 9 ** 9 ** 9
b = 1 << 10 ** 12
c = 10 ** 400 // 3
d = DAG(str(10 ** 5000))
e = 2 ** -10 ** 9
f = pow(3, 10 ** 9, 7)
g = (10 ** 400) ** (10 ** 400)
h = int('9' * 100000)
i = round(1.5, 10 ** 9)
j = range(10 ** 30)[10 ** 29]
