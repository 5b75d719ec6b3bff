from airflow.decorators import task
from airflow.models import Variable


@task()
def get_variable(var_name: str) -> list:
    """Reads a list"""
    return Variable.get(var_name, deserialize_json=True)


@task.sensor(poke_interval=60, timeout=3600, mode="reschedule")
def wait_for_external_trigger(**kwargs) -> bool:
    return True


@task(map_index_template="{{ table }}")
def copy_table(conn_id: str, table, **context):
    print(table)
