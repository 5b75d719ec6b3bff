from airflow import DAG
a = list(range(10000))
for i in iter(a):
    pass
for i in iter(a):
    pass
for i in iter(a):
    pass
for i in iter(a):
    pass
it = iter(a)
for k in range(10000):
    next(it)
dag = DAG("x", schedule=None)
