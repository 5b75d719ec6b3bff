from airflow.decorators import dag


@dag(schedule=None)
def needs(value):
    pass


needs(3)
