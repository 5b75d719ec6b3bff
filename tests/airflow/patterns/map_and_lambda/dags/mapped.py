from airflow import DAG

NAMES = ["first", "second", "third"]
create = lambda name, n=0: DAG(f"mapped_{name}{n or ''}", schedule=None)

first, second, third = map(create, NAMES)
a, b = map(create, ["x", "y"], [1, 2])
kept = [DAG(f"filtered_{n}", schedule=None) for n in filter(lambda n: "i" in n, NAMES)]
globals().update({d.dag_id: d for d in kept})
