from airflow import DAG
from company_toolbox import traced, retrying


@traced
def make(name):
    return DAG(name, schedule=None)


@retrying(times=3)
class Helper:
    NAME = "x"


plain = DAG("beside_a_foreign_decorator", schedule=None)
