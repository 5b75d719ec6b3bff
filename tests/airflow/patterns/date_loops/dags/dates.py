from datetime import date, datetime, timedelta

from airflow import DAG

START = datetime(2023, 12, 30)
for offset in range(3):
    day = START + timedelta(days=offset)
    globals()[f"d{offset}"] = DAG(f"backfill_{day:%Y%m%d}", schedule=None)

for year in range(2020, 2024, 2):
    with DAG(f"year_{year}", start_date=datetime(year, 1, 1), schedule=None):
        pass

month = DAG("month_" + date(2024, 2, 29).strftime("%b_%Y").lower(), schedule=None)
iso = DAG(f"iso_{date(2024, 5, 6).isoformat()}", schedule=None)
