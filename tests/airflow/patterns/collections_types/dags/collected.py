from collections import Counter, OrderedDict, defaultdict, deque

from airflow import DAG

by_team = defaultdict(list)
for team, job in [("a", "x"), ("b", "y"), ("a", "z")]:
    by_team[team].append(job)

for team, jobs in by_team.items():
    globals()[team] = DAG(f"{team}_{'-'.join(jobs)}", schedule=None)

ordered = OrderedDict([("one", 1), ("two", 2)])
ordered.move_to_end("one")
dag_ordered = DAG("_".join(ordered), schedule=None)
counts = Counter("abbccc")
dag_counts = DAG(f"most_{counts.most_common(1)[0][0]}_{counts['b']}", schedule=None)
line = deque(["q2"])
line.appendleft("q1")
dag_line = DAG("-".join(line), schedule=None)
keys = dict.fromkeys(["k1", "k2"], 0)
keys.setdefault("k3", 1)
dag_keys = DAG(".".join(keys), schedule=None)
