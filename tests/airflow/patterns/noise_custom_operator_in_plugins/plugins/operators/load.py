from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence

from airflow.models import BaseOperator
from airflow.providers.google.cloud.hooks.gcs import GCSHook
from vendor_sdk import Session

if TYPE_CHECKING:
    from airflow.utils.context import Context


class LoadOperator(BaseOperator):
    template_fields: Sequence[str] = ("source",)
    ui_color = "#fff"

    def __init__(self, source: str, *, target: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.source = source
        self.target = target

    def execute(self, context: Context):
        return GCSHook().download(self.source), Session()
