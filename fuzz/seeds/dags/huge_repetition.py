from airflow import DAG
from airflow.decorators import dag, task
import os, sys
a = 'a' * 10 ** 12
b = [0] * 10 ** 12
c = (1,) * (2 ** 62)
d = DAG(b'a' * 10 ** 10)
e = 'a'.center(10 ** 12)
f = 'a'.zfill(10 ** 12)
g = '\t'.expandtabs(10 ** 12)
h = bytes(10 ** 12)
i = bytearray(10 ** 12)
