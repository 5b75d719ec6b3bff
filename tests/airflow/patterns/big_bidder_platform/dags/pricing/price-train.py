# flake8: noqa: F541
import copy
from datetime import datetime, timedelta

from airflow.operators.bash import BashOperator

from dags.pricing.shared import budget_dataset, write_path
from plat.core.base import PlatDag
from plat.data.dataset import Sources
from plat.machines.fleet import Fleet
from plat.machines.m7 import M7
from plat.tasks.cluster import ClusterTask
from plat.tasks.op import OpTask
from plat.teams import PRICING
from plat.version import Releases

MODEL = 6
options = [("executor-memory", "202G"), ("conf", "spark.memory.fraction=0.7")]
DAY = f'{{ (data_interval_start + macros.timedelta(days=1)).strftime("%d") }}'
OUT = f'{{{{ dag_run.conf.get("out") if dag_run.conf is not none else "{write_path}" }}}}'

train = PlatDag(
    dag_id="price-train",
    start_date=datetime(2025, 1, 5),
    schedule_interval=timedelta(days=1),
    retries=0,
    retry_delay=timedelta(hours=1),
    default_args={"owner": "PRICING"},
    tags=["PRICING"],
)

dag = train.airflow_dag

wait = OpTask(op=BashOperator(dag=dag, task_id="wait", bash_command="echo " + Sources.bids.with_cloud(Sources.bids.cloud).name))


def fleet(size):
    machines = [
        M7.m7_large().with_disk(128).with_price(1).with_weight(1),
        M7.m7_4xlarge().with_disk(1536).with_weight(2),
    ]
    return Fleet(machines=machines, reserved=size), copy.deepcopy(options) + [("conf", f"cores={machines[0].cores * size}")]


core, arguments = fleet(60)
cluster = ClusterTask(
    name="PriceTrain",
    master=fleet(1)[0],
    core=core,
    tags={"Team": PRICING.team.board},
    release=Releases.NEW,
    applications=[{"Kind": "spark", "Properties": {"all": "true"}}],
)
step = OpTask(op=BashOperator(task_id="train", bash_command="true", params={"options": copy.deepcopy(arguments) + options}))
cluster.add_parallel(step)
cluster.add_sequential(OpTask(op=BashOperator(task_id="eval", bash_command=OUT)))

train >> wait >> cluster
