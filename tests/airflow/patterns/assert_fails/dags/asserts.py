from airflow import DAG

dag = DAG("before_the_assert", schedule=None)
assert dag.dag_id == "something_else"
