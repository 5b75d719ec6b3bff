try:
    from airflow.sdk import DAG
except ImportError:
    from airflow import DAG

try:
    from no_such_module_anywhere import NAME
except ModuleNotFoundError:
    NAME = "fallback_name"

dag = DAG("try_import_literal", schedule=None)
