from airflow import DAG
with DAG("rename_a", schedule=None) as d:
    d.dag_id = "rename_b"
e = DAG("rename_c", schedule=None)
e.dag_id = "rename_d"
e._dag_id = "rename_e"
