"""Takes the Airflow DAGs of every flow that can be imported."""

import os
import traceback
from importlib import import_module


class NoFlows(Exception):
    ...


class Flows:
    def __init__(self, home, scope):
        self.__folder = os.path.join(home, "flows")
        self.scope = scope

    @property
    def names(self) -> list[str]:
        _, folders, _ = next(os.walk(self.__folder))
        found = sorted(folder for folder in folders if folder != "__pycache__")
        if not found:
            raise NoFlows("There are none.")
        return found

    def load(self):
        for name in self.names:
            for file in sorted(os.listdir(os.path.join(self.__folder, name))):
                if not file.endswith(".py") or file.startswith("__"):
                    continue
                try:
                    module = import_module(f"flows.{name}.{file[:-3]}")
                    for number, dag in enumerate(module.DAGS):
                        self.scope[f"{name}-{number}"] = dag
                except Exception:
                    traceback.print_exc()


Flows(os.path.dirname(__file__), globals()).load()
