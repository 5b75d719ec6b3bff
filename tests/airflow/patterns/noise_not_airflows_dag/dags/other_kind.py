# not airflow's
from other_scheduler import DAG, dag


@dag(schedule="x")
def not_ours():
    pass


with DAG("not_of_airflow") as d:
    not_ours()
