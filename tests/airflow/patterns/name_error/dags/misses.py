from airflow import DAG

dag = DAG("before_the_name_error", schedule=None)
print(undefined_name)
