from airflow import DAG

from circle.left import both
from circle.right import other

one = DAG(both(), schedule=None)
two = DAG(other() + "_2", schedule=None)
