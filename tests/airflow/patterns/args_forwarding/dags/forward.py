from airflow import DAG


def inner(*args, **kwargs):
    return DAG(*args, **kwargs)


def outer(first, *rest, **options):
    name = "_".join([first, *rest])
    return inner(name, **{"schedule": None, **options})


def swap(*pair):
    b, a = pair
    return outer(a, b)


one = outer("fwd", "a", "b")
two = outer(*["fwd", "list"], tags=["t"])
three = swap("last", "fwd")
