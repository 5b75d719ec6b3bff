"""An airflow DAG for each process."""
from datetime import datetime
from pathlib import Path

import yaml

from plugins.notices.base_dag import NotifierDAG


class NotifyComments(NotifierDAG):
    def _get_data(self, component_id: int, update_date: datetime):
        return {"state": lambda new, old: "new" if new > old else "old"}


CONFIG = Path(__file__).parents[1] / "dags" / "notices"
for file in sorted(CONFIG.rglob("*.y*ml")):
    config = yaml.safe_load(file.read_text())
    if not config["telegram"]["group_id"]:
        continue
    config.pop("url")
    config["group_id"] = config.pop("telegram")["group_id"]
    NotifyComments(notifier_type="New Comments", owners="Nobody N.", **config).generate_dag()
