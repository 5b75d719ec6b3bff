from airflow import DAG


def build_all(names):
    return {f"dag_{name}": DAG(name, schedule=None) for name in names}


globals().update(build_all(["upd_one", "upd_two"]))
globals().update(upd_three=DAG("upd_three", schedule=None))
locals().update({"upd_four": DAG("upd_four", schedule=None)})
unused = build_all(["not_seen"])
