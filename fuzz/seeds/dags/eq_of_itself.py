from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __eq__(self, o):
        return self == o
    def __lt__(self, o):
        return o < self
    def __hash__(self):
        return hash((self, self))
a, b = C(), C()
if a == b or a < b:
    d = DAG('a')
sorted([a, b, a])
x = {a: b, b: a}
a in [b]
max(a, b)
