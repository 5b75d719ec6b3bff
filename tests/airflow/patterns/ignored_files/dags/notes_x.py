from airflow import DAG

dag = DAG("in_notes", schedule=None)
