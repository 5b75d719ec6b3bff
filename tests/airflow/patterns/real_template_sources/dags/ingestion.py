import pendulum

try:
    from airflow.sdk import dag, task, task_group
except ImportError:
    from airflow.decorators import dag, task, task_group


@dag(dag_id="ingestion", schedule="@monthly", start_date=pendulum.datetime(2024, 1, 1, tz="America/Toronto"), params={}, catchup=False)
def ingestion():
    @task()
    def months():
        return 1

    months = months()

    @task_group(group_id="one")
    def one():
        @task
        def first():
            pass

        @task(trigger_rule="all_done")
        def second(x):
            return x

        second(first())

    one = one()
    """
    Order of the parts.
    """
    months >> [
        one,
    ]


ingestion()
