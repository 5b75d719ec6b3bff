from airflow import DAG
from airflow.operators.bash import BashOperator
x = [0] * 1000
y = [x] * 1000
z = [y] * 1000
with DAG('a'):
    for i in range(100):
        BashOperator(task_id=f'a{i}', bash_command='ls', env=z, more=z)
