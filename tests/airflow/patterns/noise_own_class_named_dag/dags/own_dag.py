"""A class called DAG that is not Airflow's registers nothing in airflow."""


class DAG:
    def __init__(self, dag_id):
        self.dag_id = dag_id

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


with DAG("own_class_dag") as dag:
    pass
