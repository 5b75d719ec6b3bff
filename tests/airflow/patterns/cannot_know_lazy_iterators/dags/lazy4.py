from airflow import DAG
def gen():
    for n in "abc":
        with DAG(f"part_{n}", schedule=None) as d:
            yield d
g = gen()
one = next(g)
