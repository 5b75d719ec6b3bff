import os.path

from airflow.models.dag import DAG

name, _ = os.path.splitext(os.path.split(__file__)[-1])
this_dag = DAG(dag_id=name.replace("_one", "_1"), schedule=None)
