from airflow import DAG
def f():
    try:
        return DAG("fin_try", schedule=None)
    finally:
        return DAG("fin_finally", schedule=None)
d = f()
