import re
from abc import ABC, abstractmethod
from datetime import datetime, timedelta
from inspect import cleandoc
from typing import Union

from airflow.decorators import dag, task
from airflow.models import Variable
from airflow.operators.empty import EmptyOperator


def slugify(text):
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class NotifierDAG(ABC):
    """A DAG that tells somebody."""

    def __init__(self, notifier_type: str, owners: str, process_id: str, group_id: Union[str, int], tags=None, **config) -> None:
        self.type = notifier_type
        self.owners = owners
        self.process_id = process_id
        self.group_id = group_id
        self.tags = tags or []
        self.start_date = config.get("start_date", datetime(2023, 11, 18))
        self.dag_id = f"notify_{slugify(notifier_type)}_{self.process_id}"
        self.last_date_variable = f"{self.dag_id}__last"

    @abstractmethod
    def _get_data(self, component_id, update_date): ...

    def generate_dag(self):
        @dag(
            dag_id=self.dag_id,
            default_args={"owner": self.owners, "retries": 3, "retry_delay": timedelta(seconds=20)},
            schedule="*/3 * * * *",
            catchup=False,
            start_date=self.start_date,
            description=cleandoc(
                """
                Tells of what is new.
                """
            ),
            max_active_runs=1,
            tags=["notify", *self.tags],
            is_paused_upon_creation=False,
        )
        def notify():
            start = EmptyOperator(task_id="start")

            @task(provide_context=True)
            def get_date(dag_start_date: datetime) -> datetime:
                return Variable.get(self.last_date_variable, dag_start_date)

            @task(multiple_outputs=True)
            def mount(component_id: int, filter_date: datetime):
                return {"data": self._get_data(component_id, filter_date)}

            @task.branch
            def check_if_new(selected: list) -> str:
                return "send" if selected else "skip"

            @task(retries=3)
            def send(messages: list) -> bool:
                return bool(messages)

            date = get_date(self.start_date.isoformat())
            mounted = mount(self.process_id, date)
            start >> date
            check_if_new(mounted["data"]) >> [send(mounted["data"]), EmptyOperator(task_id="skip")]

        return notify()
