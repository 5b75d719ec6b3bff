import json
from datetime import timedelta

import pendulum
from airflow.decorators import dag, task, task_group


@dag(
    schedule=None,
    start_date=pendulum.datetime(2021, 1, 1, tz="UTC"),
    catchup=False,
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
    tags=["example"],
    doc_md=__doc__,
)
def taskflow_etl_pipeline(limit: int = 10):
    """### Documentation of the pipeline"""

    @task()
    def extract() -> dict:
        return json.loads('{"1001": 301.27, "1002": 433.21}')

    @task(multiple_outputs=True)
    def transform(data: dict) -> dict:
        return {"total": sum(data.values())}

    @task.short_circuit
    def enough(total: float) -> bool:
        return total > limit

    @task_group(group_id="load_all", tooltip="loads")
    def load_all(total):
        @task
        def load(total: float, table: str):
            print(table, total)

        load.override(task_id="load_a")(total, "a")
        load.partial(total=total).expand(table=["b", "c"])

    data = extract()
    summary = transform(data)
    enough(summary["total"]) >> load_all(summary["total"])


dag = taskflow_etl_pipeline()
