r"""### Yearly
With `code`
"""
import sys
import os
import pendulum
import logging
from datetime import timedelta
from airflow.decorators import dag, task, task_group
from airflow.models import Variable

LOGGER = logging.getLogger(__name__)
logging.basicConfig(level=logging.INFO)
try:
    repo_path = os.path.abspath(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
    sys.path.insert(0, repo_path)
    from dags.dag_functions import task_fail_alert, send_msg
except:
    raise ImportError("Cannot import DAG helper functions.")

DAG_NAME = 'eoy_tables'


@dag(dag_id=DAG_NAME, default_args={'start_date': pendulum.datetime(2021, 12, 1, tz="America/Toronto")}, schedule='0 0 1 12 *', tags=["a", "b"], catchup=False, doc_md=__doc__)
def eoy_dag():
    @task
    def yr(data_interval_end=None)->int:
        return data_interval_end.year + 1

    @task_group
    def yearly(YR=None):
        """Group"""
        @task
        def trigger(yr=None):
            print(yr)
        trigger(yr=YR)
        trigger(yr=YR)

    @task(trigger_rule='none_failed')
    def success(**context):
        ids = Variable.get("slack", deserialize_json=True)

    yearly(YR=yr()) >> success()

eoy_dag()
