from airflow.sdk import DAG, dag, task

with DAG("sdk_with", schedule=None):
    pass


@dag(schedule=None)
def sdk_decorated():
    @task
    def step():
        pass

    step()


sdk_decorated()
