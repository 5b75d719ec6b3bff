import os

from airflow import DAG

HERE = os.path.dirname(os.path.realpath(__file__))
team = os.path.basename(os.path.dirname(HERE))
project = HERE.split(os.sep)[-1]

dag = DAG("%s-%s" % (team, project), schedule=None)
