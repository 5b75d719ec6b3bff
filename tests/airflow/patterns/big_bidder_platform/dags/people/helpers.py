import re
from datetime import datetime, timedelta
from typing import Any, List, Optional

from airflow.operators.python import PythonOperator

from dags.people.statics import Tags
from plat.core.base import PlatDag
from plat.data.dataset import Dataset
from plat.tasks.op import Chain, OpTask


class TimeHelpers:
    @staticmethod
    def minutes(count: int) -> int:
        return count * 60


class DagHelpers:
    @staticmethod
    def people_dag(
        dag_id: str,
        schedule_interval: Any,
        start_date: datetime,
        run_only_latest: Optional[bool] = None,
        doc_md: Optional[str] = None,
        retries: int = 2,
        retry_delay: timedelta = timedelta(minutes=10),
        **kwargs,
    ) -> PlatDag:
        """The DAG of this team."""
        dag = PlatDag(
            dag_id=dag_id,
            schedule_interval=schedule_interval,
            start_date=start_date,
            run_only_latest=run_only_latest,
            retries=retries,
            retry_delay=retry_delay,
            slack_channel=Tags.channel(),
            tags=Tags.dag,
            **kwargs,
        )
        if doc_md:
            dag.airflow_dag.doc_md = doc_md
        return dag

    @staticmethod
    def check_datasets(datasets: List[Dataset], suffix: str = "", timeout_hours: int = 12) -> OpTask:
        name = "_".join(sorted({re.sub(r"\W+", "", d.name) for d in datasets}))
        return OpTask(
            op=PythonOperator(
                task_id=f"check_{name}{'_' + suffix if suffix else ''}",
                python_callable=print,
                execution_timeout=timedelta(seconds=TimeHelpers.minutes(60 * timeout_hours)),
            )
        )


class DailyAgg:
    """Process what is new."""

    upstream: List[Dataset] = []

    def __init__(self, dag: PlatDag):
        self.dag = dag

    def _name(self) -> str:
        return type(self).__name__

    def build(self):
        ops = [OpTask(op=PythonOperator(task_id=f"{self._name()}_{step}", python_callable=print)) for step in ("read", "write")]
        chain = Chain(task_id=self._name(), tasks=ops)
        if len(self.upstream) > 0:
            self.dag >> DagHelpers.check_datasets(self.upstream, suffix=self._name()) >> chain
        else:
            self.dag >> chain
        return self
