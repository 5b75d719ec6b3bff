import copy
from collections import ChainMap
from types import MappingProxyType

from airflow import DAG

BASE = MappingProxyType({"owner": "data", "retries": 1, "dag": {"prefix": "merged"}})
LOCAL = copy.deepcopy(dict(BASE))
LOCAL["dag"]["suffix"] = "v2"
LOCAL.update(owner="me")
combined = ChainMap({"owner": "over"}, LOCAL)

one = DAG(f"{LOCAL['dag']['prefix']}_{LOCAL['dag']['suffix']}", default_args={**BASE, **{"owner": "x"}}, schedule=None)
two = DAG(f"merged_{combined['owner']}_{BASE['retries']}", schedule=None)
three = DAG("merged_" + str(len(BASE["dag"])), schedule=None)
