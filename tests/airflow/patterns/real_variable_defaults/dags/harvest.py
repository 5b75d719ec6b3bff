import datetime
import logging
from pathlib import Path

from airflow.decorators import dag, task
from airflow.models import Variable
from honeybadger import honeybadger  # type: ignore

data_dir = Variable.get("data_dir", default_var="/data")

# to limit it in development
harvest_limit = None
try:
    harvest_limit = int(Variable.get("harvest_limit", default_var=None))
except TypeError:
    pass
except ValueError:
    pass

if harvest_limit:
    logging.info(f"⚠️ harvest_limit is {harvest_limit}")
else:
    logging.info("no limit")

honeybadger.configure(api_key=Variable.get("badger_key", default_var=""), force_sync=True)  # type: ignore


def notify(context):
    task = context["task"].task_id
    honeybadger.notify(error_message=f"Task {task} failed", context=context)


@dag(
    schedule="@weekly",
    max_active_runs=1,
    start_date=datetime.datetime(2024, 1, 1),
    catchup=False,
    default_args={"on_failure_callback": notify},
)
def harvest():
    @task()
    def setup():
        return str(Path(data_dir))

    @task()
    def load(snapshot):
        return snapshot

    @task()
    def fill(snapshot, one, two):
        return snapshot

    @task()
    def publish(snapshot):
        return snapshot

    snapshot = setup()
    snapshot = load(snapshot)
    one, two = (load.override(task_id=f"harvest_{name}")(snapshot) for name in ("one", "two"))
    filled = fill(snapshot, one, two)
    ((filled, two) >> publish(snapshot) >> publish(snapshot))


harvest()
