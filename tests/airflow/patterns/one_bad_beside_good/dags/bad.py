from airflow import DAG

good = DAG("good_beside_bad", schedule=None)
bad = DAG("bad id with spaces", schedule=None)
