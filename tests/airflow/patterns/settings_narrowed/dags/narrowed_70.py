import os
from airflow import DAG
from airflow.models import Variable
c = Variable.get("nope", default_var={}, deserialize_json=True)
y = c["k"] if c else 1
dag = DAG("settings_narrowed_70", schedule=None)
