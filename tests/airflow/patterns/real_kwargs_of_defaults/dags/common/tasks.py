from airflow.decorators import task


@task
def create_schema(name):
    return name


@task.bash(cwd="/tmp", append_env=True)
def dbt(*args):
    return "dbt " + " ".join(args)
