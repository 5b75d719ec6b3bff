from airflow import DAG
from airflow.decorators import dag, task
import os, sys
if (a := (b := (c := [DAG('a')]))) and [x := y for y in c]: print(x)
while (n := globals().get('n', 0) + 1) < 10 ** 9: d = DAG(str(n))
