from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from datetime import datetime, timedelta, date
for n in [10 ** 30, -10 ** 30, 2 ** 63, -1, 0, float('nan'), float('inf'), 1e300]:
    for f in [lambda: datetime(n, n, n), lambda: timedelta(n), lambda: timedelta(seconds=n) * n, lambda: datetime(9999, 12, 31) + timedelta(n), lambda: datetime.fromtimestamp(n), lambda: date.fromordinal(n), lambda: timedelta(n) / n, lambda: divmod(timedelta(n), timedelta(n))]:
        try: x = DAG(str(f()))
        except Exception: pass
datetime.strptime('1' * 10000, '%Y' * 1000)
datetime(1, 1, 1).strftime('%Y' * 100000)
