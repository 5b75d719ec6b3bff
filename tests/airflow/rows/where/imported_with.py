# Imports a module that enters a DAG
# 3: shared
from shared import entering  # noqa: F401  airflow dag
