# In the except branch of an import
# 3: a
from datetime import datetime

from airflow import DAG

try:
    import a_module_that_is_not_there
except ImportError:
    d = DAG("a", schedule=None)
