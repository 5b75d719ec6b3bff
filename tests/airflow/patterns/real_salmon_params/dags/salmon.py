import os
import json
from pathlib import Path
from pprint import pprint
from datetime import datetime, timedelta
try:
    from airflow.providers.standard.operators.python import PythonOperator
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:
    from airflow.operators.python import PythonOperator
    from airflow.operators.bash import BashOperator
from hub_operators.common_operators import LogInfoOperator, JoinOperator
import utils
from utils import (
    HMDAG,
    get_absolute_workflows,
    get_threads_resource,
    get_uuid_for_error,
    join_quote_command_str,
    create_dataset_state_error_callback,
    get_preserve_scratch_resource,
    map_queue_name,
)
from extra_utils import build_tag_containers


def generate_salmon_dag(params):
    default_args = {
        'owner': 'hub',
        'start_date': datetime(2019, 1, 1),
        'retry_delay': timedelta(minutes=1),
        'queue': map_queue_name('general'),
        'on_failure_callback': create_dataset_state_error_callback(get_uuid_for_error),
    }

    with HMDAG(
        params.dag_id,
        schedule=None,
        is_paused_upon_creation=False,
        default_args=default_args,
        user_defined_macros={'tmp_dir_path': utils.join_quote_command_str, 'preserve_scratch': get_preserve_scratch_resource(params.dag_id)},
    ) as dag:
        pipeline_name = 'salmon'
        cwl_workflows = get_absolute_workflows(Path(pipeline_name, 'pipeline.cwl'), Path('portal', 'x.cwl'))

        def build_dataset_name(**kwargs):
            return '{}__{}'.format(dag.dag_id, pipeline_name)

        def build_cmd(**kwargs):
            return join_quote_command_str([os.fspath(cwl_workflows[0]), get_threads_resource(dag.dag_id)])

        t_build = PythonOperator(task_id='build', python_callable=build_cmd, op_kwargs={'name': build_dataset_name, 'assay': params.assay})
        t_exec = BashOperator(task_id='pipeline_exec', bash_command=""" \
        tmp_dir={{tmp_dir_path(run_id)}} ; \
        echo $?
        """)
        t_log = LogInfoOperator(task_id='log_info')
        t_join = JoinOperator(task_id='join')
        t_log >> t_build >> t_exec >> t_join
    return dag


def get_salmon_dag_params(assay: str):
    return SalmonParams(dag_id=f'salmon_rnaseq_{assay}', assay=assay, steps=[])


from collections import namedtuple
SalmonParams = namedtuple("SalmonParams", ["dag_id", "assay", "steps"])
salmon_dag_params: list = [
    SalmonParams(dag_id='salmon_rnaseq_10x_v2', assay='10x_v2', steps=["a"]),
    get_salmon_dag_params('snareseq'),
    get_salmon_dag_params('slideseq'),
]
for params in salmon_dag_params:
    globals()[params.dag_id] = generate_salmon_dag(params)
