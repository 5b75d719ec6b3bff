from airflow import DAG
from airflow.decorators import dag, task
import os, sys
class C:
    def __str__(self):
        return f'{self}{self!r}{self:x}'
    def __repr__(self):
        return str(self)
    def __format__(self, s):
        return format(self, s)
d = DAG(str(C()))
e = DAG(f'{C()}')
'%s' % C()
