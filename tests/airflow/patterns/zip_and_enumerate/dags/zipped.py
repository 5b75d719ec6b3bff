from airflow import DAG

NAMES = ["alpha", "beta"]
SCHEDULES = [None, "@daily", "@weekly"]

for (position, name), schedule in zip(enumerate(NAMES, start=1), SCHEDULES):
    with DAG(f"{position:02}_{name}", schedule=None if schedule is None else None):
        pass

for name, other in reversed(list(zip(NAMES, NAMES[1:] + NAMES[:1]))):
    globals()[name] = DAG(f"{name}_to_{other}", schedule=None)
