from abc import ABC, abstractmethod
import os
import yaml
from schemas import GazetteConfig


class FileParser(ABC):
    @abstractmethod
    def parse(self):
        pass

    def _hash(self, dag_id: str, size: int) -> int:
        buffer = 0
        for _char in dag_id:
            buffer += ord(_char)
        try:
            result = buffer % size
        except ZeroDivisionError:
            raise ValueError("size must be above 0")
        return result

    def _safe_schedule(self, dag, default: str) -> str:
        schedule = default
        minute = self._hash(dag.id, 60)
        rest = " ".join(schedule.split(" ")[1:])
        return f"{minute} {rest}"


class YAMLParser(FileParser):
    DEFAULT = "0 5 * * *"

    def __init__(self, filepath: str):
        self.filepath = filepath

    def parse(self):
        return self._parse_yaml()

    def _parse_yaml(self):
        try:
            with open(self.filepath, "r") as file:
                raw = yaml.safe_load(file)
                config = GazetteConfig(**raw)
        except ValueError as err:
            raise Exception(f"{self.filepath}: {err}")
        if config.dag.schedule is None:
            config.dag.schedule = self._safe_schedule(config.dag, self.DEFAULT)
        return config.dag
