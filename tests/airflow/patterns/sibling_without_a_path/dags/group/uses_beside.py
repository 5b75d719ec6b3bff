from airflow import DAG

import helper_beside

dag = DAG(helper_beside.NAME, schedule=None)
literal = DAG("a_literal_beside", schedule=None)
