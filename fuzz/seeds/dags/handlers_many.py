from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for i in range(3000):
    try:
        x = open(str(i))
        y = int(x.read())
    except ValueError:
        y = i
    except (OSError, KeyError) as e:
        y = [e]
    else:
        y = 2
    finally:
        z = y
d = DAG(str(z))
