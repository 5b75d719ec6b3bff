from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import re
re.match('(a+)+$', 'a' * 5000 + 'b')
x = re.findall('(.*)*x', 'a' * 100000)
y = re.sub('a{0,1000}{0,1000}', 'b', 'a' * 10000)
d = DAG(re.sub('(?:)', 'x' * 10000, 'a' * 100000))
re.compile('(' * 10000)
re.split('', 'a' * 1000000)
