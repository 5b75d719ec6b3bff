"""Only what somebody imported is an attribute."""
import airflow
from airflow import models

with models.DAG("types_modules", schedule=None, start_date=airflow.utils.timezone.datetime(2024, 1, 1)):
    pass
