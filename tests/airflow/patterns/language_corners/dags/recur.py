from airflow import DAG
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
d = DAG(f"fib_{fib(10)}", schedule=None)
def flat(t):
    for k, v in t.items():
        if isinstance(v, dict): yield from (f"{k}.{s}" for s in flat(v))
        else: yield f"{k}.{v}"
for n in flat({"a": {"b": 1, "c": {"d": 2}}, "e": 3}):
    with DAG("flat_" + n, schedule=None): pass
