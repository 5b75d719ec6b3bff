from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = [1]
x.append(x)
match x:
    case [1, [1, [1, [1, *y]]]]: d = DAG('a')
    case {'a': {'b': z}, **r}: d = DAG('b')
    case DAG(dag_id=q) | str(q): d = DAG(q)
match x, x:
    case (a, b) if a is b: e = DAG('c')
    case _: pass
