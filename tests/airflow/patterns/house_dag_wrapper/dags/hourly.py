"""An Airflow DAG of the company's own kind."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from airflow.operators.python import PythonOperator

from house.stage import Stages
from house.steps import Step
from house.wrapper import HouseDag

stage = Stages.current()
job = HouseDag(dag_id="wrapped-hourly", start_date=datetime(2024, 7, 25, 18) - timedelta(hours=1), schedule=timedelta(hours=1))
dag = job.inner
check = Step(PythonOperator(task_id="check", dag=job.inner, python_callable=print))
job >> check
dag.user_defined_filters = {"text": str}


class Cloud:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name

    def __eq__(self, other):
        return isinstance(other, Cloud) and other.name == self.name

    def __hash__(self):
        return hash(self.name)


class Clouds:
    first = Cloud("first")
    second = Cloud("second")


@dataclass
class Share:
    cloud: Cloud
    size: int = 1
    logs: list = field(default_factory=lambda: ["Visit", "Order"])


for cloud, share in {Clouds.first: Share(Clouds.first), Clouds.second: Share(Clouds.second, 2, ["Visit"])}.items():
    for log in share.logs:
        made = HouseDag(dag_id=f"lake-{log.lower()}-{share.cloud.__str__()}", start_date=datetime(2024, 1, 1)).inner
        globals()[made.dag_id] = made
