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
LAST = pendulum.datetime(2024, 1, 31, 22, 30, tz="America/New_York")
with DAG(f"clamped_{LAST.add(months=1).day}_{LAST.add(months=1, days=1).to_date_string()}", start_date=DAY, schedule=None):
    pass
with DAG(f"back_{LAST.subtract(years=1, weeks=2).format('YYYYMMDD_HHmm')}", start_date=DAY, schedule=None):
    pass
with DAG(f"start_{LAST.start_of('month').to_date_string()}_{LAST.start_of('year').strftime('%j')}", start_date=LAST, schedule=None):
    pass
same = "same" if LAST == pendulum.datetime(2024, 1, 31, 22, 30, tz="America/New_York") else "other"
with DAG(f"fixed_{LAST.hour}", start_date=LAST.add(hours=2), schedule=None, tags=[same]):
    pass
