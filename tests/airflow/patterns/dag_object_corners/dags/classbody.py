from airflow import DAG
class K:
    x = DAG("cb_hidden", schedule=None)
    with DAG("cb_entered", schedule=None): pass
y = K.x
class M:
    items = ["a", "b"]
    for i in items:
        with DAG(f"cb_{i}", schedule=None): pass
