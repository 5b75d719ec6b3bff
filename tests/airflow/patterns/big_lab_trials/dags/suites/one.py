"""Trials of machines, as Airflow DAGs."""

import datetime
from airflow import models
from airflow.models.baseoperator import chain
from lab.apis import config as cfg, task
from dags.common import places, timing
from dags.common.hardware import Chip, Zone, Machine, Image, SLOW
import dags.common.places as pl

SCHEDULED = "0 4 * * *" if pl.is_live() else None


def make(chip, cores, name):
    return task.Plan(cfg.TensorTrial(cfg.Tensor(chip, cores, reserved=True), name, [], ["go"], minutes=5))


with models.DAG(
    dag_id="suite_one",
    schedule=timing.Timing.when("beta"),
    start_date=datetime.datetime(2024, 1, 1),
    catchup=False,
    tags=["lab", Chip.A.value],
) as dag:
    first = make(Chip.A, 8, "small_net")
    second = make(Chip.B, 16, "large_net").at(zone=Zone.SOUTH)
    first >> second

for machine in Machine:
    with models.DAG(
        dag_id=f"suite_{machine.name.lower()}_{machine.value.chip.value}_{machine.value.zone.short}_{machine.value.cores}",
        schedule=None,
        start_date=datetime.datetime(2024, 1, 1),
    ) as d:
        task.run_all([make(machine.value.chip, machine.value.cores, "t")])

t = cfg.CardTrial(cfg.Card("card", 8), "speed", "fast", minutes=9)
with models.DAG(dag_id=t.ident, schedule=None, start_date=datetime.datetime(2024, 1, 1)):
    task.Plan(t).run()

o = cfg.Old("t", 7, extra="x")
with models.DAG(dag_id=f"old_{o.title}_{o.size}_{o.extra}", schedule=None, start_date=datetime.datetime(2024, 1, 1)):
    task.Plan(t).run()

bag = task.Bag(dag_id="from_bag", size=2)
with models.DAG(dag_id=bag.dag_id, schedule=None, start_date=datetime.datetime(2024, 1, 1)):
    task.Plan(t).run()

for image in Image:
    if image in SLOW:
        with models.DAG(dag_id=f"image_{image.name.lower()}", schedule=None, start_date=datetime.datetime(2024, 1, 1)):
            task.Plan(t).run()
