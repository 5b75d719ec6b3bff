from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from airflow.operators.bash import BashOperator

from plat.cloud import Cloud, CloudMapper, Clouds
from plat.core.base import PlatDag
from plat.env import PlatEnvFactory
from plat.tasks.op import Chain, OpTask


@dataclass
class CloudJobConfig:
    provider: Cloud
    capacity: int
    output_files: int = 100
    base_disk: int = 60


class Level(Enum):
    person = "Person"
    household = "HH"
    legacy = "legacy"


def is_current(level: Level) -> bool:
    return level != Level.legacy


# yapf: disable
dag_info = [
    ("bidrequest", [CloudJobConfig(Clouds.river, capacity=40), CloudJobConfig(Clouds.sky, capacity=2, base_disk=40)]),
    ("conversion", [CloudJobConfig(Clouds.river, capacity=16, output_files=200)]),
]
# yapf: enable


def create_dag(logname, config: CloudJobConfig):
    name = f"{logname}-{config.provider}"
    schedule = timedelta(hours=1) if PlatEnvFactory.from_system() == PlatEnvFactory.live else None
    dag = PlatDag(dag_id=f"logs-{name}", start_date=datetime(2024, 3, 1), schedule_interval=schedule, run_only_latest=False)
    first = OpTask(op=BashOperator(task_id=f"first_{config.capacity}", bash_command=CloudMapper.service(config.provider)))
    second = OpTask(op=BashOperator(task_id="second", bash_command="true"))
    dag >> Chain(task_id=name, tasks=[first, second]).as_group("pair")
    return dag


for (logname, cloud_configs) in dag_info:
    config: CloudJobConfig
    for config in cloud_configs:
        dag = create_dag(logname, config)
        globals()[dag.airflow_dag.dag_id] = dag.airflow_dag  # where airflow can see it

for level in Level:
    if not is_current(level):
        continue
    dag = PlatDag(f"graph-{level.value.lower()}", start_date=datetime(2024, 3, 1), schedule_interval="@daily")
    globals()[dag.airflow_dag.dag_id] = dag.airflow_dag
