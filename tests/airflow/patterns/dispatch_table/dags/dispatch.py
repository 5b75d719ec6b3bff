from airflow import DAG


def full(name):
    return DAG(f"full_{name}", schedule=None)


def delta(name, days=1):
    return DAG(f"delta_{name}_{days}d", schedule=None)


MODES = {"full": full, "delta": delta}
JOBS = [("full", {"name": "orders"}), ("delta", {"name": "orders", "days": 7})]

for mode, arguments in JOBS:
    globals()[f"{mode}_{arguments['name']}"] = MODES[mode](**arguments)
