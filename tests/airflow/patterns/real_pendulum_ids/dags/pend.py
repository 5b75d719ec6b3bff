import pendulum
from airflow import DAG

START = pendulum.datetime(2024, 2, 28, tz="Europe/Berlin")
DAY = pendulum.datetime(2024, 2, 29)

with DAG(f"day_{START.to_date_string()}", start_date=START, schedule=None):
    pass
with DAG("month_" + DAY.format("YYYY-MM"), start_date=DAY, schedule=None):
    pass
with DAG(f"next_{DAY.add(days=1).strftime('%Y%m%d')}", start_date=DAY, schedule=None):
    pass
with DAG(f"year_{START.year}_{START.month:02d}", start_date=START, schedule=None):
    pass
