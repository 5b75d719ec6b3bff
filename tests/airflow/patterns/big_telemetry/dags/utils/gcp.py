import re

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.google.cloud.operators.dataproc import DataprocCreateClusterOperator

GCP_PROJECT_ID = "project-x"


class OnFinish:
    DELETE = "delete_pod"


def bigquery_etl_query(destination_table, dataset_id, task_id=None, *, depends_on_past=False, parameters=(), **kwargs):
    kwargs["task_id"] = kwargs.get("task_id") or task_id or re.sub(r"[^a-z_]", "_", destination_table)
    args = ["script/query", *[f"--parameter={p}" for p in parameters]]
    return KubernetesPodOperator(arguments=args, image="x", name=kwargs["task_id"].replace("_", "-"), **kwargs)


class GKEPod(KubernetesPodOperator):
    def __init__(self, reattach=False, **kwargs):
        super().__init__(**kwargs)
