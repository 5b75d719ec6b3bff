from airflow import DAG
names = iter(["it_a", "it_b", "it_c"])
for n in names:
    with DAG(n, schedule=None): pass
    next(names, None)
