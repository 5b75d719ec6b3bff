from datetime import datetime, timedelta

from airflow import DAG
from kubernetes.client import models as k8s

RESOURCES = k8s.V1ResourceRequirements(requests={"cpu": "1"}, limits={"memory": "1Gi"})
VOLUME = k8s.V1Volume(name="data", empty_dir=k8s.V1EmptyDirVolumeSource())
default_args = {
    "owner": "ml",
    "executor_config": {"pod_override": k8s.V1Pod(spec=k8s.V1PodSpec(containers=[], volumes=[VOLUME]))},
}
IMAGES = {"train": "ml/train:1", "score": "ml/score:2"}

for name, image in IMAGES.items():
    dag_name = f"ml-{name}".replace("-", "_")
    with DAG(dag_name, default_args=default_args, schedule=timedelta(days=1), start_date=datetime(2024, 1, 1), catchup=False, params={"image": image}) as dag:
        pass
