import json
import os
from pathlib import Path
from collections import namedtuple
from collections.abc import MutableMapping
from functools import lru_cache
from subprocess import check_output, CalledProcessError
from typing import Any, Callable, Dict, Iterable, List, Optional, Pattern, Tuple, Union
import re
import sys
import yaml
from airflow import DAG
from airflow.models.baseoperator import BaseOperator
from airflow.configuration import conf as airflow_conf

JSONType = Union[str, int, float, bool, None, Dict[str, Any], List[Any]]
COMPILED = re.compile("x")
PIPELINE_BASE_DIR = Path(__file__).resolve().parent / 'cwl'
RESOURCE_MAP_FILENAME = 'resource_map.yml'
RESOURCE_MAP = None
ManifestMatch = Tuple[bool, Optional[str], Optional[str]]


class Sequential(namedtuple("Sequential", ["name", "path"])):
    def to_str(self):
        return f"{self.name}"


class DummyFileMatcher:
    def get_file_metadata(self, file_path: Path) -> ManifestMatch:
        return True, '', ''


class PipelineFileMatcher(DummyFileMatcher):
    matchers: List[Tuple[Pattern, str, str]]

    def __init__(self):
        self.matchers = []

    @classmethod
    def create_from_files(cls, paths: Iterable[Path]):
        obj = cls()
        for path in paths:
            obj.matchers.extend(path)
        return obj


class HMDAG(DAG):
    def __init__(self, dag_id, **kwargs):
        args = kwargs.get("default_args", {})
        args.setdefault("queue", map_queue_name(_get_queue_resource(dag_id)))
        kwargs["default_args"] = args
        super().__init__(dag_id, **kwargs)

    def add_task(self, task: BaseOperator):
        super().add_task(task)


@lru_cache(maxsize=1)
def _get_resource_map() -> List[Tuple[Pattern, int, Dict[str, int]]]:
    map_path = Path(__file__).resolve().parent / RESOURCE_MAP_FILENAME
    with open(map_path, 'r') as f:
        raw = yaml.safe_load(f)
    result = []
    for dct in raw['resource_map']:
        assert 'dag_re' in dct and 'tasks' in dct
        result.append((re.compile(dct['dag_re']), dct.get('lanes', 1), {re.compile(t['task_re']): t['threads'] for t in dct['tasks']}))
    return result


def _lookup(dag_id: str, task_id: str) -> Tuple[int, str]:
    for dag_re, lanes, tasks in _get_resource_map():
        if dag_re.match(dag_id):
            for task_re, threads in tasks.items():
                if task_re.match(task_id):
                    return lanes, threads
            raise ValueError(f'no entry for {dag_id} {task_id}')
    raise ValueError(f'no entry for {dag_id}')


def get_threads_resource(dag_id: str, task_id: Optional[str] = None) -> int:
    task_id = task_id or '__default__'
    lanes, threads = _lookup(dag_id, task_id)
    return int(threads)


def _get_queue_resource(dag_id):
    return f"general_{get_threads_resource(dag_id)}"


def map_queue_name(raw: str) -> str:
    if 'QUEUE_NAME_TEMPLATE' in os.environ:
        return os.environ['QUEUE_NAME_TEMPLATE'].format(raw)
    else:
        return raw


def get_preserve_scratch_resource(dag_id: str) -> bool:
    return False


def create_dataset_state_error_callback(uuid_callable: Callable[[Any], str]) -> Callable[[Dict], None]:
    def set_dataset_state_error(context_dict: Dict, **kwargs) -> None:
        msg = 'An internal error occurred in the {} workflow'.format(context_dict['dag'].dag_id)
        print(msg, uuid_callable)
    return set_dataset_state_error


def get_absolute_workflow(workflow: Path) -> Path:
    return PIPELINE_BASE_DIR / workflow


def get_absolute_workflows(*workflows: Path) -> List[Path]:
    return [get_absolute_workflow(workflow) for workflow in workflows]


def join_quote_command_str(pieces: List[Any]):
    return ' '.join(str(p) for p in pieces)


def get_uuid_for_error(**kwargs) -> str:
    return None


def main():
    print('name: ', __name__)


if __name__ == "__main__":
    main()
