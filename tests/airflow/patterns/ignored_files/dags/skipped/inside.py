from airflow import DAG

dag = DAG("in_a_skipped_folder", schedule=None)
