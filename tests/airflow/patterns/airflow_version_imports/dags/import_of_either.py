from airflow import DAG
try:
    from airflow.sdk import task
    d = DAG("import_of_either_three", schedule=None)
except ImportError:
    from airflow.decorators import task
    d = DAG("import_of_either_two", schedule=None)
