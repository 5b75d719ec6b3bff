from airflow import DAG
def f(a, b=2, /, c=3, *args, d=4, **kw):
    return "_".join(map(str, [a, b, c, *args, d, *sorted(kw)]))
d1 = DAG("k_" + f(1), schedule=None)
d2 = DAG("k_" + f(1, 5, 6, 7, 8, d=9, z=1, y=2), schedule=None)
def acc(x, l=[]):
    l.append(x); return len(l)
d3 = DAG(f"acc_{acc(1)}{acc(1)}{acc(1)}", schedule=None)
fs = [lambda i=i: i for i in range(3)]
d4 = DAG("lam_" + "".join(str(g()) for g in fs), schedule=None)
fs2 = [lambda: i for i in range(3)]
d5 = DAG("late_" + "".join(str(g()) for g in fs2), schedule=None)
