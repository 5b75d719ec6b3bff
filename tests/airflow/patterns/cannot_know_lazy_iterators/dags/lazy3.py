from airflow import DAG
def gen():
    with DAG("gen_one", schedule=None): pass
    yield 1
    with DAG("gen_two", schedule=None): pass
    yield 2
for x in gen():
    break
