# Under TYPE_CHECKING
# 3: nothing
from datetime import datetime

from airflow import DAG

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    d = DAG("a", schedule=None)
