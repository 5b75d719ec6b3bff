from airflow import DAG
D = {"a": 1, "b": 2}
for k in list(D):
    D.pop(k)
    with DAG(f"md_{k}_{len(D)}", schedule=None): pass
x = [1,2,3,4]
for i in x:
    if i % 2: x.remove(i)
    with DAG(f"ml_{i}", schedule=None): pass
