from airflow.sdk import DAG

<<<<<<< HEAD
SCHEDULE = "@daily"
=======
SCHEDULE = "@hourly"
>>>>>>> main

with DAG("report", schedule=SCHEDULE):
    pass
