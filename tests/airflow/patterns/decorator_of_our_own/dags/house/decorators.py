from airflow.decorators import dag as airflow_dag

DEFAULTS = {"schedule": None, "catchup": False}


def house_dag(dag_id=None, **options):
    def decorate(function):
        name = dag_id or f"house_{function.__name__}"
        return airflow_dag(dag_id=name, **{**DEFAULTS, **options})(function)

    return decorate
