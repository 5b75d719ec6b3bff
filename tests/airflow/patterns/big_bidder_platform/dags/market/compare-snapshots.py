import logging
import pathlib
from collections import namedtuple
from datetime import datetime, timedelta
from typing import List, Tuple

from airflow.models.param import Param
from airflow.models.taskinstance import TaskInstance
from airflow.operators.python import PythonOperator

from plat.core.base import PlatDag
from plat.env import PlatEnvFactory
from plat.tasks.base import BaseTask
from plat.tasks.op import OpTask
from plat.teams import cellar

_logger = logging.getLogger(__name__)
_channel = "#market"
(_bucket, _prefix) = ("market-search", pathlib.PurePosixPath("env=live"))

if PlatEnvFactory.from_system() == PlatEnvFactory.trial:
    _channel = "#market-test"
    (_bucket, _prefix) = ("market-sandbox", pathlib.PurePosixPath("env=test"))

_name = "market-compare-snapshots"
_kind = "Product"


def choose(live, test):
    return live if PlatEnvFactory.from_system() == PlatEnvFactory.live else test


class Shared:
    SECRETS = namedtuple('SECRETS', ['live', 'test'])

    def __init__(self, dag_id: str, job_name: str):
        self.dag_id = dag_id
        self.job_name = job_name

    def params(self, secrets: SECRETS) -> List[Tuple[str, str]]:
        db = "{{{{ '{live}' if params.db == 'live' else '{test}' }}}}"
        return [("host", db.format(live="a", test="b")), ("secret", db.format(live=secrets.live, test=secrets.test))]

    MODES: List[Tuple[str, str]] = [
        ("mode", "{{ params.mode }}"),
    ]

    def create_dag(self, additional_tags: List[str], policy: int):
        return PlatDag(
            dag_id=self.dag_id,
            slack_channel=_channel,
            start_date=datetime(2025, 4, 8),
            tags=[cellar.board] + additional_tags,
            run_only_latest=True,
            params={
                "db": Param(choose(live="live", test="internal"), enum=["internal", "live"]),
                "mode": Param("read-write", enum=["read-only", "read-write"]),
                "policy": policy,
            },
        )


_dag = Shared(_name, "job").create_dag(["compare"], policy=3)


# region Tasks


def new_task(name: str) -> BaseTask:
    return OpTask(
        op=PythonOperator(
            task_id=determine.__name__,
            python_callable=determine,
            dag=_airflow_dag,
            op_kwargs={"kind": "{{dag_run.conf.get('kind', '%s')}}" % _kind, "path": str(_prefix / _kind)},
        )
    )


def determine(kind: str, task_instance: TaskInstance):
    found: str | None = None
    if not found:
        raise ValueError("nothing found")
    task_instance.xcom_push(key='x', value=f"s3://{_bucket / _prefix}")


# endregion

_airflow_dag = _dag.airflow_dag

_task = new_task(_name)
_dag >> _task
_dag.airflow_dag.tags
