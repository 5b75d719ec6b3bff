from airflow import DAG
try:
    bad = DAG("bad id!", schedule=None)
except Exception:
    pass
good = DAG("good_after_bad", schedule=None)
