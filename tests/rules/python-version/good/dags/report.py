from airflow.sdk import DAG

STAGE = "test"

match STAGE:
    case "test":
        SCHEDULE = None
    case _:
        SCHEDULE = "@daily"

with DAG("report", schedule=SCHEDULE):
    pass
