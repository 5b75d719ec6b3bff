from collections import Counter, OrderedDict, defaultdict, deque
from datetime import datetime
from itertools import count, groupby, islice
from operator import itemgetter

from airflow import DAG

START = datetime(2024, 1, 1)
ROWS = [("eu", "a"), ("eu", "b"), ("us", "c")]
BY_REGION = defaultdict(list)
for region, table in ROWS:
    BY_REGION[region].append(table)
for region, tables in BY_REGION.items():
    with DAG(f"region_{region}_{len(tables)}", start_date=START, schedule=None):
        pass
for region, rows in groupby(sorted(ROWS, key=itemgetter(0)), key=itemgetter(0)):
    with DAG(f"grouped_{region}_{'_'.join(table for _, table in rows)}", start_date=START, schedule=None):
        pass
for region, times in Counter(region for region, _ in ROWS).most_common(1):
    with DAG(f"most_{region}_{times}", start_date=START, schedule=None):
        pass
for name, number in zip(["x", "y"], count(7)):
    with DAG(f"numbered_{name}_{number}", start_date=START, schedule=None):
        pass
for number in islice(count(10, 5), 2):
    with DAG(f"count_{number}", start_date=START, schedule=None):
        pass
queue = deque(["one", "two"])
queue.appendleft("zero")
queue.rotate(1)
while queue:
    with DAG(f"queue_{queue.popleft()}", start_date=START, schedule=None):
        pass
