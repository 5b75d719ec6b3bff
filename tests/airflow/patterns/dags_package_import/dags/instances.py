# an airflow DAG of the template, found from the root of the repository
from dags.templates import template

one = template("one")
