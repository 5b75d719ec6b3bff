import airflow
import airflow.models
from airflow import DAG as Flow
from airflow import models as m
from airflow.models import DAG
from airflow.models.dag import DAG as ModelDag

a = Flow("alias_a", schedule=None)
b = airflow.DAG("alias_b", schedule=None)
c = airflow.models.DAG("alias_c", schedule=None)
d = m.DAG("alias_d", schedule=None)
e = ModelDag("alias_e", schedule=None)
Kind = DAG
f = Kind("alias_f", schedule=None)
with airflow.models.dag.DAG("alias_g", schedule=None):
    pass
