import functools
import json
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator
from vendor_retry import retry, stop_after


@retry(stop=stop_after(3))
@functools.lru_cache(maxsize=1)
def fetch(**context):
    import requests

    while True:
        with open("/nowhere") as handle:
            return json.load(handle)["x"]


async def poll():
    async with fetch() as thing:
        async for item in thing:
            yield item


def on_failure(context):
    raise RuntimeError(context["x"])


class Helper:
    def run(self):
        return [self.x for _ in range(10**9)]


with DAG(
    "python_callables",
    start_date=datetime(2021, 1, 1),
    schedule=None,
    default_args={"on_failure_callback": on_failure, "retry_delay": timedelta(minutes=1)},
    user_defined_macros={"f": lambda x: x + 1},
    params={"a": 1},
) as dag:
    first = PythonOperator(task_id="first", python_callable=fetch, op_kwargs={"h": Helper()})
    second = PythonOperator(task_id="second", python_callable=functools.partial(on_failure, {"x": 1}))
    first >> second

dag.doc_md = __doc__
