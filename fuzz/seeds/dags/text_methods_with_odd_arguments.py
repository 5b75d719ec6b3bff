from airflow import DAG
from airflow.decorators import dag, task
import os, sys
s = 'a'
for f in [s.split, s.replace, s.center, s.join, s.find, s.count, s.index, s.strip, s.zfill, s.expandtabs, s.encode, s.startswith, s.translate, s.partition, s.rsplit, s.removeprefix, s.format_map, s.splitlines]:
    for a in [(), (None,), (1,), (-1,), ('',), ('', ''), ('', '', 10 ** 30), (10 ** 30,), (-10 ** 30, 's'), (1.5,), ((),), ([s],), ('a', 2 ** 63, -2 ** 63), (True, False), ('\u0130',), (os.getenv('x'),)]:
        try:
            globals()[str(len(globals()))] = DAG(str(f(*a)))
        except Exception: pass
