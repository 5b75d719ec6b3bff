import getpass
from datetime import timedelta
from os import environ

from big_wiki_common.config import DagProperties
from big_wiki_common.easy_dag import EasyDAGFactory

instance = "analytics_test" if environ.get("INSTANCE_X") else "analytics"
artifact_base = f"/cache/{instance}"


class Props(DagProperties):
    pass


default_args = {"owner": "analytics", "retries": 5, "retry_delay": timedelta(minutes=10)}


class Registry:
    @classmethod
    def for_wmf(cls, name):
        return cls()

    def artifact_url(self, name):
        return f"{artifact_base}/{name}"


artifact_registry = Registry.for_wmf("x")
artifact = artifact_registry.artifact_url


def easy_dag(dag_id, **kwargs):
    return EasyDAGFactory(default_args=default_args).create(dag_id=dag_id, **kwargs)
