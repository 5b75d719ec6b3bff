from airflow import DAG

from common.constants import DEFAULT_ARGS, TEAMS
from common.naming import dag_name

for team in TEAMS:
    with DAG(dag_name(team, "daily"), default_args=DEFAULT_ARGS, schedule=None):
        pass

total = DAG(dag_name("total", sep="."), schedule=None)
