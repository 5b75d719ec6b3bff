from datetime import datetime, timedelta

from airflow import DAG

NAMES = ["alpha", "beta", "gamma", "delta"]
SCHEDULES = [None] * len(NAMES)
START = datetime(2020, 1, 1)

for index, (name, schedule) in enumerate(zip(NAMES[1:], SCHEDULES)):
    with DAG(f"zip_{index + 1:03d}_{name[:2]}", start_date=START + timedelta(days=index), schedule=schedule):
        pass

first, *rest = NAMES
middle = rest[:-1]
middle[0:1] = ["epsilon", "zeta"]
for name in middle[::-1]:
    with DAG(f"slice_{name}", start_date=START, schedule=None):
        pass
del middle[0]
with DAG("left_" + "_".join(middle), start_date=START, schedule=None):
    pass
