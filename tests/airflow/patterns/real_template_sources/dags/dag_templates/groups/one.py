# a part of an airflow dag, to be put into the template
from airflow.sdk import task_group, task


@task_group(group_id="one")
def one():
    @task
    def first():
        pass

    first()


one = one()
