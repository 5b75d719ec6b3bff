from airflow.decorators import dag


@dag
def bare_function():
    pass


bare_function()
