from datetime import datetime

from airflow import DAG


class PipelineBuilder:
    prefix = "pipe"
    default_args = {"owner": "x"}

    def __init__(self, name, stage="raw"):
        self.name = name
        self.stage = stage

    @property
    def dag_id(self):
        return f"{self.prefix}_{self.stage}_{self.name}"

    def build(self):
        dag = DAG(self.dag_id, start_date=datetime(2020, 1, 1), schedule=None, default_args=self.default_args)
        self.add_tasks(dag)
        return dag

    def add_tasks(self, dag):
        pass


class CleanBuilder(PipelineBuilder):
    prefix = "clean"

    def __init__(self, name):
        super().__init__(name, stage="clean")


orders = PipelineBuilder("orders").build()
clean_orders = CleanBuilder("orders").build()
for builder in (PipelineBuilder("users", "gold"), CleanBuilder("users")):
    globals()[builder.dag_id] = builder.build()
