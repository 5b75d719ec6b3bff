"""Makes a DAG of each YAML."""
import ast
import os
import sys
import textwrap
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Dict, List

from airflow import DAG
try:
    from airflow.providers.standard.operators.python import PythonOperator, BranchPythonOperator
except ImportError:
    from airflow.operators.python import PythonOperator, BranchPythonOperator

sys.path.insert(0, os.path.abspath(os.path.dirname(__file__)))

from parsers import YAMLParser


class Generator():
    """Reads YAML"""

    base_dir = os.path.dirname(os.path.abspath(__file__))
    dir_name = 'confs'

    for root, dirs, files in os.walk(base_dir):
        if dir_name in dirs:
            SOURCE_DIR = os.path.join(root, dir_name)
            break
    else:
        raise Exception("no such folder")

    parser = YAMLParser
    searchers: Dict[str, object]

    def __init__(self, on_failure_callback=None):
        self.searchers = {'A': object(), 'B': object()}
        self.on_failure_callback = on_failure_callback

    @staticmethod
    def prepare_doc(specs, config_file: str) -> str:
        config = specs.model_dump()
        del config["description"]
        text = textwrap.dedent(f"""

            **From `{config_file}`**:

            <dl>
            """
        )
        for key, value in config.items():
            text = text + f"<dt>{key}</dt>"
            if isinstance(value, list) or isinstance(value, set):
                text = text + (" * " + "\n * ".join(str(item) for item in value) + "</dd>")
            else:
                text = text + f"<dd>{str(value)}</dd>"
        return text + "</dl>"

    def generate_dags(self):
        files_list = [
            f for f in os.listdir(self.SOURCE_DIR)
            if f.split('.')[-1] in ['yaml', 'yml']
        ]
        for file in files_list:
            specs = self.parser(filepath=os.path.join(self.SOURCE_DIR, file)).parse()
            dag_id = specs.id
            globals()[dag_id] = self.create_dag(specs, file)

    def create_dag(self, specs, config_file: str) -> DAG:
        doc_md = self.prepare_doc(specs, config_file)
        default_args = {'owner': ", ".join(specs.owner), 'start_date': datetime(2021, 10, 18), 'retries': 10,
                        'on_failure_callback': self.on_failure_callback}
        dag = DAG(specs.id, default_args=default_args, schedule=specs.schedule, description=specs.description,
                  doc_md=doc_md, catchup=False, params={"trigger_date": "2022-01-02T12:00"}, tags=specs.tags)
        with dag:
            tasks = []
            for counter, search in enumerate(specs.search, 1):
                one = PythonOperator(task_id=f"search_{counter}", python_callable=self.perform, op_kwargs={'terms': search.terms})
                if not isinstance(search.terms, list):
                    fetch = PythonOperator(task_id=f"select_{counter}", python_callable=self.perform)
                    fetch >> one
                tasks.append(one)
            branch = BranchPythonOperator(task_id='branch', python_callable=self.has_matches)
            tasks >> branch
        return dag

    def perform(self, terms, **context):
        return {}

    def has_matches(self, result):
        return 'x'


Generator().generate_dags()
