from airflow import DAG
x = "global"
def outer():
    x = "outer"
    def inner():
        nonlocal x
        x = x + "_in"
        return x
    inner()
    return x
d = DAG("scope_" + outer() + "_" + x, schedule=None)
class C:
    x = "cls"
    y = [x for _ in range(1)]
    def m(self): return x
e = DAG("scope2_" + C.y[0] + C().m(), schedule=None)
i = "kept"
[i for i in range(3)]
f = DAG("scope3_" + i, schedule=None)
def unbound():
    try:
        return loc
    except NameError:
        return "unb"
    loc = 1
g = DAG("scope4_" + unbound(), schedule=None)
