# A module that is not there
# 2: error ModuleNotFoundError
# 3: error ModuleNotFoundError
from datetime import datetime

from airflow import DAG

import a_module_that_is_not_there

d = DAG("a", schedule=None)
