from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = 'ab' * 400000
for i in range(4000):
    x.count('b'); x.find('c'); 'c' in x; x == x + ''; x[1:]; x.split('c'); x.replace('c', 'd'); x.strip(); x.isalpha(); hash(x); x[::-1]
d = DAG('a')
