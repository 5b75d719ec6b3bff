from airflow import DAG
from airflow.operators.empty import EmptyOperator


class Pipeline:
    def __init__(self, dag_id):
        self.dag = DAG(dag_id, schedule=None)
        self.tasks = {}

    def task(self, name, *, after=()):
        self.tasks[name] = EmptyOperator(task_id=name, dag=self.dag)
        for other in after:
            self.tasks[other] >> self.tasks[name]
        return self

    @property
    def result(self):
        return self.dag


pipeline = Pipeline("class_of_tasks").task("a").task("b", after=["a"])
dag = pipeline.result
hidden = Pipeline("kept_inside_an_object")
