from airflow import DAG

dag = DAG("before_the_raise", schedule=None)
CHECKS = [1, 2, 3]
if len(CHECKS) != 2:
    raise RuntimeError("two checks are expected")
