import ast
import json

from airflow import DAG

CONFIG = json.loads('{"ids": ["json_a", "json_b"], "n": 2}')
for dag_id in CONFIG["ids"][: CONFIG["n"]]:
    globals()[dag_id] = DAG(dag_id, schedule=None)

literal = ast.literal_eval("{'k': ('literal', 1)}")
dag_literal = DAG("_".join(map(str, literal["k"])), schedule=None)
dumped = DAG("dump_" + str(len(json.dumps({"a": 1}))), schedule=None)
