"""airflow dag"""
from acme_pipelines.factory import Pipeline, make_dag

dag = make_dag("house_one")
pipeline = Pipeline("house_two").build()
