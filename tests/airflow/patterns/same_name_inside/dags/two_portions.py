from parts.left import LEFT
from parts.right import RIGHT

from airflow import DAG

dag = DAG(f"portions_{LEFT}_{RIGHT}", schedule=None)
