import inspect
import sys
from dataclasses import dataclass
from pathlib import Path

from airflow import DAG

sys.path.append(str(Path(__file__).parent))
from scripts.museum import MuseumIngester  # noqa: E402
from scripts.sounds import SoundIngester  # noqa: E402


@dataclass
class Workflow:
    ingester: type
    dag_id: str = ""

    def __post_init__(self):
        module = inspect.getmodule(self.ingester)
        self.name = module.__name__.split(".")[-1]
        if not self.dag_id:
            self.dag_id = f"{self.name}_workflow"


for workflow in [Workflow(MuseumIngester), Workflow(SoundIngester), Workflow(SoundIngester, "second_sounds")]:
    globals()[workflow.dag_id] = DAG(workflow.dag_id, schedule=None)
