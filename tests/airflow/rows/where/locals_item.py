# Put into locals() of the module
# 3: a
from datetime import datetime

from airflow import DAG

locals()["d"] = DAG("a", schedule=None)
