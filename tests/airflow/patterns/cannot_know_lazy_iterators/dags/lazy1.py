from airflow import DAG
def make(n):
    with DAG(n, schedule=None) as d: pass
    return d
a = map(make, ["lazy_map_a", "lazy_map_b"])
b = (make(n) for n in ["lazy_gen_a", "lazy_gen_b"])
def gen():
    for n in ["lazy_fn_a"]:
        yield make(n)
c = gen()
