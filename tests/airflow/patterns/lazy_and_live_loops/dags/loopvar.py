from airflow import DAG
for dag in [DAG("lv_a", schedule=None), DAG("lv_b", schedule=None)]:
    pass
x = [d for d in [DAG("lv_c", schedule=None)]]
