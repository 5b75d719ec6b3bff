# Imports a module that holds a DAG
# 3: nothing
import shared.objects  # noqa: F401  airflow dag
