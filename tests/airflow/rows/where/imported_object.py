# Imports a DAG object
# 3: made
from shared.objects import made  # noqa: F401  airflow dag
