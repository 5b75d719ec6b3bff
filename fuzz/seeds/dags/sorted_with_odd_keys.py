from airflow import DAG
from airflow.decorators import dag, task
import os, sys
x = [float('nan'), 1, -1, 1.5, True] * 300
sorted(x)
sorted(x, key=lambda a: os.getenv('x'))
max(x, key=lambda a: [a])
sorted([[], [[]], [1]])
sorted(['a', 1])
d = DAG(str(sorted(x)))
