import pendulum
from airflow.sdk import dag, task

deduped_imports("groups/**/*.py")


@dag(dag_id="template_ingestion", schedule="@monthly", start_date=pendulum.datetime(2024, 1, 1, tz="America/Toronto"), params={})
def ingestion():
    @task()
    def months():
        return 1

    months = months()
    import_contents("groups/one.py")
    months >> [one, two]


ingestion()
