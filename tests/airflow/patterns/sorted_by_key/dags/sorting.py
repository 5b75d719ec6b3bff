from operator import attrgetter, itemgetter
from types import SimpleNamespace

from airflow import DAG

ROWS = [{"rank": 2, "name": "b"}, {"rank": 1, "name": "a"}]
for position, row in enumerate(sorted(ROWS, key=itemgetter("rank"))):
    globals()[row["name"]] = DAG(f"rank{position}_{row['name']}", schedule=None)

SPACES = [SimpleNamespace(n="z", w=1), SimpleNamespace(n="y", w=9)]
best = max(SPACES, key=attrgetter("w"))
dag_best = DAG(f"best_{best.n}", schedule=None)
ordered = sorted(SPACES, key=lambda s: s.n, reverse=True)
dag_first = DAG(f"first_{ordered[0].n}", schedule=None)
