from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __iter__(self):
        return iter(self)
    def __next__(self):
        return next(self)
    def __len__(self):
        return len(self)
    def __bool__(self):
        return bool(self)
    def __contains__(self, x):
        return x in self
    def __getitem__(self, i):
        return self[i]
c = C()
for x in c: pass
list(c); len(c); c[0]; 1 in c
if c: d = DAG('a')
