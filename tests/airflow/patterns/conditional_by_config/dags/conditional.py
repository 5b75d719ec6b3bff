from airflow import DAG

CONFIG = {"jobs": {"a": {"enabled": True}, "b": {"enabled": False, "why": "old"}, "c": {}}}

DAGS = {
    name: DAG(f"cond_{name}", schedule=None)
    for name, job in CONFIG["jobs"].items()
    if job.get("enabled", True)
}
for name, dag in DAGS.items():
    globals()[f"dag_{name}"] = dag
    if "why" in CONFIG["jobs"][name]:
        raise AssertionError(name)
