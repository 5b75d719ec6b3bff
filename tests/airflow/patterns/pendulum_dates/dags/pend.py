import pendulum
from airflow import DAG

START = pendulum.datetime(2021, 1, 1, tz="Europe/Amsterdam")
dag = DAG("pendulum_start", start_date=START, schedule=None)
for month in range(1, 3):
    with DAG(f"pendulum_{START.add(months=month).start_of('month').day}_{month}", start_date=START.add(months=month), schedule=None):
        pass
