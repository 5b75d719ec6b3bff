import inspect
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from airflow.models import Variable

from providers.scripts.ingester import DataIngester
from providers.scripts.museum import MuseumIngester
from providers.scripts.radio_archive import RadioIngester

logger = logging.getLogger(__name__)


def duration(text):
    if text is None or not (found := re.match(r"(\d+)h$", text)):
        return None
    return timedelta(hours=int(found.group(1)))


@dataclass
class ProviderWorkflow:
    """One workflow."""

    ingester_class: type[DataIngester]
    dag_id: str = ""
    default_args: dict | None = None
    start_date: datetime = datetime(1970, 1, 1)
    schedule_string: str | None = None
    media_types: Sequence[str] = ()
    create_preingestion_tasks: Callable | None = None
    tags: list[str] = field(default_factory=list)
    overrides: list[dict] = field(default_factory=list)

    def _get_module_info(self):
        script = inspect.getmodule(self.ingester_class)
        return script, script.__name__.split(".")[-1]

    def __post_init__(self):
        script, self.provider_name = self._get_module_info()
        if not self.dag_id:
            self.dag_id = f"{self.provider_name}_workflow"
        if not self.media_types:
            self.media_types = list(self.ingester_class.providers.keys())
        self.doc_md = script.__doc__
        self.overrides = Variable.get("OVERRIDES", default_var={}, deserialize_json=True).get(self.dag_id, [])


PROVIDER_WORKFLOWS = [
    ProviderWorkflow(start_date=datetime(2020, 1, 1), ingester_class=MuseumIngester),
    ProviderWorkflow(
        ingester_class=RadioIngester,
        create_preingestion_tasks=RadioIngester.create_preingestion_tasks,
        tags=["sound"],
    ),
    ProviderWorkflow(ingester_class=RadioIngester, dag_id="radio_reingestion", schedule_string=None),
]
