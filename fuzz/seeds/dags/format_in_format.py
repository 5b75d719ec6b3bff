from airflow import DAG
from airflow.decorators import dag, task
import os, sys
s = '{0:{0:{0}}}'.format(3)
t = '{' * 100000
u = t.format(1)
v = ('{0.' + 'a.' * 10000 + 'b}').format(1)
w = ('{0' + '[0]' * 10000 + '}').format([])
d = DAG(s)
