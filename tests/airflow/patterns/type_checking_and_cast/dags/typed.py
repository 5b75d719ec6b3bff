from __future__ import annotations

import typing as t
from typing import TYPE_CHECKING, Any, Final, cast

from airflow import DAG

if TYPE_CHECKING:
    from nowhere import Nothing

NAME: Final[str] = "typed_name"
options: dict[str, Any] = {"x": NAME}
typed: DAG = DAG(cast(str, options["x"]), schedule=None)
other: t.Optional[DAG] = None
other = DAG(t.cast("str", NAME + "_two"), schedule=None)
