from airflow.decorators import dag


@dag(schedule=None)
def body_is_run():
    return never_defined


body_is_run()
