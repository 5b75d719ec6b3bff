from airflow import DAG
from airflow.decorators import dag
@dag(schedule=None)
def inner_flow():
    with DAG("nested_in_flow", schedule=None): pass
inner_flow()
def outer():
    @dag(schedule=None)
    def built(): pass
    return built
outer()()
