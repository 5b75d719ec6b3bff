from airflow.decorators import dag, task


@dag(schedule=None)
def container_tasks():
    @task.kubernetes(image="python:3.12", namespace="x")
    def in_pod():
        pass

    @task.virtualenv(requirements=["a"], system_site_packages=False)
    def in_venv():
        pass

    in_pod() >> in_venv()


container_tasks()
