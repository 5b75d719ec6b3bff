from functools import cached_property, lru_cache

from airflow import DAG


@lru_cache(maxsize=None)
def config(name):
    return {"id": f"cached_{name}"}


class Lazy:
    @cached_property
    def names(self):
        return ["lazy_a", "lazy_b"]


dag = DAG(config("x")["id"], schedule=None)
lazy = Lazy()
for name in lazy.names:
    globals()[name] = DAG(name, schedule=None)
