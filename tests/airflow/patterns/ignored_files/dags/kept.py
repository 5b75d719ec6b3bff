from airflow import DAG

dag = DAG("kept_file", schedule=None)
