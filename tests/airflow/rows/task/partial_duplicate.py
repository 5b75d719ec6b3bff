# partial().expand() with an id that is there
# 2: error DuplicateTaskIdFound
# 3: error DuplicateTaskIdFound
from datetime import datetime

from airflow import DAG

from airflow.operators.bash import BashOperator

with DAG("a", schedule=None):
    BashOperator(task_id="t", bash_command="x")
    BashOperator.partial(task_id="t").expand(bash_command=["x"])
