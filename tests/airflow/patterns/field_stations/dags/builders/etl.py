from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

from field_stations.dags.util.pathname import tmp_filepath  # noqa: F401
from field_stations.dags.util.settings import QUEUE


def add_tasks(dag, sql_selector, first, last, files_to_load=[], to_cleanup=None):
    with dag as dag:
        extract = BashOperator(task_id="extract_file", bash_command=f"extract {sql_selector}", queue=QUEUE.SCRIPTS)
        if to_cleanup is None:
            to_cleanup = []
        for operator in first:
            extract >> operator
        loads = []
        for number, entry in enumerate(files_to_load):
            load = PythonOperator(task_id="load_{}".format(number), python_callable=print, op_kwargs={**entry})
            for operator in last:
                operator >> load
            loads.append(load)
        cleanup = BashOperator(task_id="cleanup", bash_command="rm -f " + " ".join(to_cleanup), trigger_rule="all_done")
        loads and loads >> cleanup
    return cleanup
