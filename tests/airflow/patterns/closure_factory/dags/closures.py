from airflow import DAG


def factory(prefix, sep="-"):
    seen = 0

    def make(name):
        nonlocal seen
        seen += 1
        return DAG(sep.join([prefix, name, str(seen)]), schedule=None)

    return make


raw = factory("raw")
mart = factory("mart", sep=".")
raw_orders, raw_users = raw("orders"), raw("users")
mart_orders = mart("orders")
