"""
example usage:
```
this_dag = FileTriggerDAG(product_id=6, dags_to_trigger=["unzip"])
```
"""
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import BranchPythonOperator, PythonOperator

from field_stations.dags.util.settings import DEFAULT_ARGS


class STATUS:
    STD     = 1
    TO_LOAD = 3


class FileTriggerDAG(DAG):
    DAWN_OF_TIME = datetime(2018, 5, 5, 5, 5)
    SCHEDULE = timedelta(minutes=15)
    POKE = 60*5

    def __init__(self, *args, **kwargs):
        self.product_id = kwargs.pop('product_id')
        self.dags_to_trigger = kwargs.pop('dags_to_trigger')
        kwargs['catchup']=False
        kwargs['max_active_runs']=1

        def_def_args = DEFAULT_ARGS.copy()
        def_def_args.update({
            'start_date': self.DAWN_OF_TIME,
            'retries': 0,
        })
        kwargs['default_args'] = getattr(kwargs, 'default_args', def_def_args)
        kwargs['schedule'] = getattr(kwargs, 'schedule', self.SCHEDULE)
        self.every = kwargs['schedule']
        super(FileTriggerDAG, self).__init__(*args, **kwargs)
        self._add_file_trigger_tasks()

    def _add_file_trigger_tasks(self):
        with self as dag:
            sql = "SELECT id FROM file WHERE " + "status_id={} AND product_id={};".format(STATUS.TO_LOAD, self.product_id)
            check = BashOperator(
                task_id='check_for_to_loads', bash_command=sql, params={'timeout': self.every.total_seconds()}
            )

            def get_file_metadata(**kwargs):
                ti = kwargs['ti']
                ti.xcom_push(key='area', value=1)

            get_file_metadata = PythonOperator(task_id='get_file_metadata', python_callable=get_file_metadata)
            check >> get_file_metadata

            def branch(**kwargs):
                return kwargs['ti'].xcom_pull(task_ids='get_file_metadata') + "_dummy"

            branch = BranchPythonOperator(task_id="branch", python_callable=branch)
            get_file_metadata >> branch
            done = EmptyOperator(task_id="done", trigger_rule="one_success")
            for name in ['UNCUT', 'gulf', 'bank']:
                dummy = EmptyOperator(task_id=name+"_dummy", trigger_rule='one_success')
                branch >> dummy
                for processing in self.dags_to_trigger:
                    target="{}_{}".format(name, processing)
                    trigger = EmptyOperator(task_id="trigger_{}".format(target))
                    dummy >> trigger
                    trigger >> done
