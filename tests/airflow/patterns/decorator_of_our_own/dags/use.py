# airflow DAGs of the house
from house.decorators import house_dag


@house_dag()
def nightly():
    pass


@house_dag("explicit_id", tags=["a"])
def other():
    pass


nightly()
other()
