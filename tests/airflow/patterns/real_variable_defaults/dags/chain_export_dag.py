from __future__ import print_function

from house_plugins.build_export_dag import build_export_dag
from house_plugins.variables import read_dag_vars

# airflow DAG
DAG = build_export_dag(
    dag_id="chain_export_dag",
    **read_dag_vars(var_prefix="chain_", export_start_date="2018-06-28", max_workers=3),
)
