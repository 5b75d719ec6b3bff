"""Writes a DAG file for each report in reports.json. Needs Python alone; run it before dag-publish."""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent

DAG_FILE = '''\
"""Made by make_dags.py from reports.json: change it there."""

from datetime import datetime, timezone

from airflow.decorators import dag, task


@dag(
    dag_id={dag_id!r},
    schedule={schedule!r},
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    tags=["generated_reports"],
)
def report():
    @task
    def run():
        print({query!r})

    run()


report()
'''


def main():
    dags = HERE / "dags"
    dags.mkdir(exist_ok=True)
    for old in dags.glob("*.py"):
        old.unlink()
    for report in json.loads((HERE / "reports.json").read_text(encoding="utf-8")):
        dag_id = f"generated_reports_{report['name']}"
        text = DAG_FILE.format(dag_id=dag_id, schedule=report["schedule"], query=report["query"])
        (dags / f"{dag_id}.py").write_text(text, encoding="utf-8")
        print(f"made dags/{dag_id}.py")


if __name__ == "__main__":
    main()
