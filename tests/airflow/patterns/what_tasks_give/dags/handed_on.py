from datetime import datetime

from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator


@dag(start_date=datetime(2024, 1, 1), schedule=None)
def handed_on():
    @task
    def rows():
        return [1]

    @task
    def add(x, y=1):
        return x

    first = rows()
    if first == 2 or first is None:
        BashOperator(task_id="never", bash_command="ls")
    second = add(first, y=first["n"])
    for one in [first, second]:
        one >> BashOperator(task_id=f"after_{one.operator.task_id}", bash_command=f"echo {one}")
    add.partial(y=2).expand(x=first.map(str)) >> add.expand(x=first.zip(second))
    add.expand(x={"a": 1})
    add.expand(x=[one for one in [1, 2]])
    first.set_downstream(add(3))


handed_on()
