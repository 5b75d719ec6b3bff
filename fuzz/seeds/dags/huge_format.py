from airflow import DAG
from airflow.decorators import dag, task
import os, sys
a = f'{1:999999999999}'
b = '%999999999d' % 1
c = '{:.999999999f}'.format(1.0)
d = DAG(format(1, '>99999999999999999999'))
e = '%.*f' % (10 ** 9, 1.0)
f = f'{1:{10 ** 9}}'
