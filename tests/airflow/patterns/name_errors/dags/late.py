from airflow import DAG

dag = DAG("late_dag", schedule=None, params=PARAMS)
PARAMS = {"a": 1}
