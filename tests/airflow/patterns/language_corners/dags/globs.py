from airflow import DAG
for n in ("g1", "g2"):
    globals()[f"dag_{n}"] = DAG(n, schedule=None)
for name, v in list(globals().items()):
    if isinstance(v, DAG) and name.startswith("dag_"):
        with DAG(f"copy_{v.dag_id}", schedule=None): pass
print([k for k in dir() if k.startswith("dag_")])
