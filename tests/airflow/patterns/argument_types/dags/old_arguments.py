from datetime import datetime

from airflow.decorators import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1))
def types_old_arguments():
    @task(provide_context=True)
    def one(**context):
        pass

    one()


types_old_arguments()
