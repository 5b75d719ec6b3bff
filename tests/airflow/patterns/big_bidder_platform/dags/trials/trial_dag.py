import hashlib
from datetime import datetime, timedelta
from typing import Any, Dict, List, Optional, Tuple, Union

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator
from airflow.sensors.external_task import ExternalTaskSensor

from plat.core.base import PlatDag
from plat.env import LiveEnv, PlatEnv, PlatEnvFactory
from plat.machines.fleet import Fleet
from plat.machines.m7 import M7
from plat.tasks.base import BaseTask
from plat.tasks.cluster import ClusterTask
from plat.tasks.op import OpTask
from plat.teams import PRICING, REACH, Team

FIRST_STAGE = "intermediate"
ROLLUP_STAGE = "rollup"
HOUR = '{{ logical_date.strftime("%Y-%m-%dT%H:00:00") }}'
PROJECTS = ["cache", "budget"]


def get_dag_id(stage, metric) -> str:
    # Of the sensor and of the DAG
    return f"trial-kpis-{stage}-{metric}"


def get_cluster_name(prefix_to_keep, suffix_to_hash) -> str:
    name_hash = hashlib.md5(suffix_to_hash.encode()).hexdigest()
    suffix = name_hash[:8]
    return f"{prefix_to_keep}-{suffix}"


class _CoreDag:
    STAGE: Optional[str] = None
    PROJECTS: Optional[List[str]] = None
    JAR = "s3://jars/latest.jar"

    def __init__(
        self,
        metric: str,
        task_class: str,
        config_options: List[Tuple[str, str]],
        start_date: datetime,
        job_task_name: Optional[str] = None,
        capacity: int = 64,
        schedule_interval: Union[str, timedelta] = timedelta(hours=1),
        team: Team = PRICING.team,
        retry_delay: timedelta = timedelta(minutes=1),
        core: Optional[Fleet] = None,
        environment: Optional[PlatEnv] = None,
        jar_override: Optional[str] = None,
        applications: Optional[Dict[str, Any]] = None,
        cluster_tags: Optional[Dict[str, str]] = None,
        dag_tags: Optional[List[str]] = None,
        projects: Optional[List[str]] = None,
    ):
        self.dependency: Optional[BaseTask] = None

        if self.STAGE is None:
            raise Exception("cls.STAGE should be set by the inheriting class but isn't")

        self.dag_id = get_dag_id(self.STAGE, metric)
        self.task_class = task_class
        self.jar = jar_override
        self.config_options = config_options
        self.start_date = start_date
        self.job_task_name = job_task_name
        self.applications = applications
        self.core = core
        self.dag_tags = ["trial-kpis"]
        self.environment = environment
        self.schedule_interval = schedule_interval
        self.team = team
        self.retry_delay = retry_delay
        self.cluster_tags = {"Team": self.team.board, "Process": self.dag_id}

        if self.core is None:
            self.core = Fleet(machines=[M7.m7_4xlarge().with_price(2).with_weight(16), M7.m7_large()], reserved=capacity)
        if self.jar is None:
            self.jar = self.JAR
        if self.environment is None:
            env = PlatEnvFactory.from_system()
            if isinstance(env, LiveEnv):
                self.environment = env
            else:
                self.environment = PlatEnvFactory.desk

        if self.applications is None:
            self.applications = {"Kind": "spark", "Properties": {"all": "true"}}
        if cluster_tags is not None:
            self.cluster_tags.update(**cluster_tags)
        if dag_tags is not None:
            self.dag_tags += dag_tags
        if self.job_task_name is None:
            self.job_task_name = self.STAGE

        self.projects: List[str]
        if projects is None:
            if self.PROJECTS is None:
                self.projects = []
            else:
                self.projects = self.PROJECTS
        else:
            self.projects = projects

    def get_config_options(self, project) -> List[Tuple[str, str]]:
        return self.config_options

    def with_dependency(self, dependency: BaseTask) -> '_CoreDag':
        self.dependency = dependency
        return self

    def get_plat_dag(self) -> PlatDag:
        return PlatDag(
            dag_id=self.dag_id,
            start_date=self.start_date,
            schedule_interval=self.schedule_interval,
            retry_delay=self.retry_delay,
            slack_channel=self.team.channel,
            tags=self.dag_tags,
        )

    def get_cluster(self, project: str) -> ClusterTask:
        return ClusterTask(
            name=get_cluster_name(project, self.dag_id),
            master=Fleet(machines=[M7.m7_large().with_weight(1).with_disk(32)], reserved=1, spot=0),
            core=self.core,
            applications=[self.applications],
            tags=self.cluster_tags,
            environment=self.environment,
        )

    def get_job(self, project: str) -> OpTask:
        return OpTask(
            op=PythonOperator(
                task_id=f"{self.job_task_name}_{project}",
                python_callable=print,
                op_kwargs={"jar": self.jar, "options": self.get_config_options(project)},
            )
        )

    @property
    def common_root(self) -> BaseTask:
        if self.dependency:
            return self.dependency
        return OpTask(op=EmptyOperator(task_id="no_op_start"))

    def create_dag(self) -> DAG:
        plat_dag = self.get_plat_dag()
        root = self.common_root
        for project in self.projects:
            cluster = self.get_cluster(project)
            cluster.add_parallel(self.get_job(project))
            root >> cluster
            plat_dag >> root
        return plat_dag.airflow_dag


class FirstKPIDag(_CoreDag):
    STAGE = FIRST_STAGE
    PROJECTS = ["all_projects"]


class PerProjectDag(_CoreDag):
    def get_config_options(self, project: str) -> List[Tuple[str, str]]:
        options = super().get_config_options(project)
        return options + [("project", project)]


class RollupKPIDag(PerProjectDag):
    STAGE = ROLLUP_STAGE
    PROJECTS = PROJECTS


class ExportKPIDag(PerProjectDag):
    STAGE = "export"
    PROJECTS = PROJECTS

    def __init__(
        self,
        rollup_name: str,
        metric_col: str,
        sensor_metric: str,
        start_date: datetime,
        job_task_name: str = "ExportKPI",
        capacity: int = 8,
        team: Team = REACH.team,
        extra: Optional[List[Tuple[str, str]]] = None,
        sensor_timeout: int = 60 * 60 * 10 +
        10,  # with an offset
        **more,
    ):
        config_options = [
            ("rollupTime", HOUR),
            ("metric", metric_col),
        ]
        if extra is not None:
            config_options += extra

        super().__init__(
            metric=f"{rollup_name.lower()}-{metric_col.lower()}",
            task_class="com.Exporter",
            config_options=config_options,
            start_date=start_date,
            job_task_name=job_task_name,
            capacity=capacity,
            team=team,
            **more,
        )
        self.with_dependency(
            OpTask(
                op=ExternalTaskSensor(
                    task_id=f"wait-{sensor_metric}",
                    external_dag_id=get_dag_id(ROLLUP_STAGE, sensor_metric),
                    timeout=sensor_timeout,
                    check_existence=True,
                )
            )
        )
