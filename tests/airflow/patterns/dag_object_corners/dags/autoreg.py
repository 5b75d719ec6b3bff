from airflow import DAG
with DAG("ar_off", schedule=None, auto_register=False): pass
with DAG("ar_glob", schedule=None, auto_register=False) as kept: pass
