from __future__ import annotations
import dataclasses
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping
import yaml
from airflow import DAG
try:
    from airflow.sdk import task
except ImportError:
    from airflow.decorators import task
import pendulum
logger = logging.getLogger(__name__)
_REGISTRY: dict[str, Callable[..., Any]] = {}


def handler(kind: str):
    def wrap(function):
        if kind in _REGISTRY:
            raise RuntimeError(kind)
        _REGISTRY[kind] = function
        return function
    return wrap


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    kind: str
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def parse(cls, raw: dict) -> Step:
        known = {f.name for f in dataclasses.fields(cls)}
        unknown = raw.keys() - known
        if unknown:
            raise ValueError(f"unknown: {sorted(unknown)}")
        return cls(**raw)


@dataclass(frozen=True)
class Pipeline:
    id: str
    schedule: str | None
    steps: tuple[Step, ...]
    enabled: bool = True
    tags: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Pipeline":
        return cls(
            id=raw["id"],
            schedule=raw.get("schedule"),
            steps=tuple(Step.parse(step) for step in raw["steps"]),
            enabled=bool(raw.get("enabled", True)),
            tags=tuple(raw.get("tags") or ()),
        )


@handler("print")
def _print(step: Step):
    @task(task_id=step.name)
    def run():
        print(step.options)
    return run()


@handler("add")
def _add(step):
    return task(task_id=step.name)(lambda: sum(step.options["numbers"]))()


def load(path: Path) -> Iterator[Pipeline]:
    with path.open() as stream:
        for document in yaml.safe_load_all(stream):
            if document is None:
                continue
            yield Pipeline.from_dict(document)


def build(pipeline: Pipeline) -> DAG:
    with DAG(dag_id=pipeline.id, schedule=pipeline.schedule, start_date=pendulum.datetime(2024, 1, 1), tags=list(pipeline.tags)) as dag:
        previous = None
        for step in pipeline.steps:
            current = _REGISTRY[step.kind](step)
            if previous is not None:
                previous >> current
            previous = current
    return dag


def build_dags_from_yaml(path: Path) -> dict[str, DAG]:
    dags: dict[str, DAG] = {}
    for pipeline in load(path):
        if not pipeline.enabled:
            logger.info("skip %s", pipeline.id)
            continue
        if pipeline.id in dags:
            raise ValueError(pipeline.id)
        dags[pipeline.id] = build(pipeline)
    return dags


def build_dags_from_directory(folder: Path) -> dict[str, DAG]:
    result = {}
    if not folder.exists():
        return result
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".yaml", ".yml"} or path.name.startswith("_"):
            continue
        try:
            result |= build_dags_from_yaml(path)
        except Exception:
            logger.exception("cannot read %s", path)
    return result
