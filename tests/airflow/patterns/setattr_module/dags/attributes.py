import sys

from airflow import DAG

this_module = sys.modules[__name__]

for name in ("left", "right"):
    setattr(this_module, f"dag_{name}", DAG(f"set_{name}", schedule=None))

sys.modules[__name__].__dict__["third"] = DAG("set_third", schedule=None)
vars()["fourth"] = DAG("set_fourth", schedule=None)
vars(this_module)["fifth"] = DAG("set_fifth", schedule=None)
