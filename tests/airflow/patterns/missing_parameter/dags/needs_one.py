from airflow.decorators import dag


@dag(schedule=None)
def lacks(value):
    pass


other = lacks
lacks()
