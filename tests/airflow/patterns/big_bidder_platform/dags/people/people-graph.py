"""
### Graph

An airflow DAG each week.
"""
from datetime import datetime, timedelta

from airflow import DAG

from dags.people.helpers import DagHelpers, DailyAgg
from dags.people.statics import Directories, Executables, RunTimes, Tags
from plat.data.dataset import Sources
from plat.env import PlatEnvFactory

test_folder = "" if str(PlatEnvFactory.from_system()) == "live" else "/test"
schedule_interval = "5 7 * * MON" if PlatEnvFactory.from_system() == PlatEnvFactory.live else "*/30 * * * *"

dag = DagHelpers.people_dag(
    dag_id="people-graph", schedule_interval=schedule_interval, start_date=datetime(2025, 7, 7), run_only_latest=True, doc_md=__doc__
)


class BidsAgg(DailyAgg):
    upstream = [Sources.bids]


step_configs = [
    ('Clicks', 'clicks', 500, True),
    ('Views', 'views', 1_000, False),
]

for (name, folder, partitions, partition_by) in step_configs:
    type(f"{name}Agg", (DailyAgg,), {"upstream": []})(dag).build()

BidsAgg(dag).build()
path = f's3://out/{Executables.class_name("Graph")}{Directories.test_dir_no_live("/x")}/{RunTimes.previous}/{test_folder}'

final_dag: DAG = dag.airflow_dag

weekly = {}
for days, label in zip((7, 14), ["one", "two"]):
    weekly[label] = DagHelpers.people_dag(f"people-{days}-days", timedelta(days=days), datetime(2025, 1, 1), retries=1)
one_dag, two_dag = (each.airflow_dag for each in weekly.values())
