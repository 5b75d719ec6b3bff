from airflow import DAG

a = DAG("twice_here", schedule=None)
b = DAG("twice_here", schedule=None)
