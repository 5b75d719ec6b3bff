from airflow import DAG

from shared_code.names import COMPANY, qualified

one = DAG(qualified("orders"), schedule=None)
two = DAG(qualified("orders", company=COMPANY[::-1]), schedule=None)
