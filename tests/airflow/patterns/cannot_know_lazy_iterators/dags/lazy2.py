from airflow import DAG
def make(n):
    with DAG(n, schedule=None) as d: pass
    return d
if any(make(n) for n in ["any_a", "any_b"]):
    pass
first = next(make(n) for n in ["next_a", "next_b"])
f = filter(make, ["flt_a"])
z = zip(["x"], map(make, ["zip_a", "zip_b"]))
