# an airflow DAG that another file makes registers here, too
from origin import shared_dag
