from airflow import DAG
from airflow.operators.bash import BashOperator
x = [0] * 1000
y = [x] * 1000
z = [y] * 1000
w = [z] * 1000
with DAG('a', params={'a': w}, tags=w, default_args={'retries': w}):
    t = BashOperator(task_id='x', bash_command='ls', params={'a': w})
    t >> w
    t.set_upstream(w)
