from airflow import DAG
from airflow.models import Variable

for name in Variable.get("names", default_var=["vl_a", "vl_b"], deserialize_json=True):
    with DAG(name, schedule=None):
        pass
