from datetime import datetime

from airflow.decorators import dag, task, task_group


@dag("taskflow_mapping", start_date=datetime(2022, 1, 1), schedule=None, tags=["x"])
def flow():
    @task
    def numbers():
        return [1, 2, 3]

    @task(multiple_outputs=True, retries=2)
    def split(n: int) -> dict:
        return {"n": n}

    @task.branch
    def choose(x):
        return "end"

    @task_group
    def group(values):
        return split.override(task_id="again").expand(n=values)

    values = numbers()
    mapped = split.partial().expand(n=values)
    choose(mapped) >> group(values)


flow_dag = flow()

if __name__ == "__main__":
    flow_dag.test()
