from datetime import timedelta
from typing import Dict, List, Optional

from airflow.models import Variable
from airflow.operators.bash import BashOperator

from plat.core.base import PlatDag, Specs
from plat.core.visitor import CollectOps
from plat.env import PlatEnv, PlatEnvFactory
from plat.machines.fleet import DeskAccount, Fleet, LiveAccount
from plat.monads.maybe import Just
from plat.tasks.base import BaseTask
from plat.tasks.op import Chain, OpTask
from plat.version import Releases, Version


class ReleaseNotSupported(Exception):
    pass


class TagMixin:
    def __init__(self, create_tags: List[Dict[str, str]], longest: int, **kwargs):
        self.create_tags = create_tags
        self.longest = longest
        super().__init__(**kwargs)

    def set_tags(self, dag: PlatDag):
        names = {tag["Key"] for tag in self.create_tags}
        if "Team" not in names:
            self.create_tags.append({"Key": "Team", "Value": next(iter(dag.airflow_dag.tags), "none")[: self.longest]})


class SetupTask(BaseTask):
    def __init__(self, task_id, setup: BaseTask, group_id: str = None, retries: int = 2):
        super().__init__(task_id)
        self._setup = setup.as_setup()
        self._body = []
        self.tasks = [setup]
        self.as_group(group_id=group_id if group_id is not None else task_id)

    def add_parallel(self, body: BaseTask) -> "SetupTask":
        return self._add(body)

    def add_sequential(self, body: BaseTask) -> "SetupTask":
        return self._add(body, parallel=False)

    def _add(self, body: BaseTask, parallel: bool = True) -> "SetupTask":
        if not isinstance(body, BaseTask):
            raise TypeError("expected BaseTask")
        if body in self._body:
            return self
        if parallel or len(self._body) == 0:
            self._setup >> body
        else:
            self._body[-1] >> body
        self._body.append(body)
        self.tasks.append(body)
        return self

    def _adopt_dag(self, dag) -> None:
        for task in CollectOps.gather(self._setup):
            task.as_setup()
        self._setup._set_dag(dag)

    def first_op(self):
        return self._setup.first_op()

    def last_op(self):
        return self._body[-1].last_op() if self._body else self._setup.last_op()

    @property
    def _children(self):
        return self.tasks


class ClusterTask(TagMixin, SetupTask):
    KEY: str = "plat"

    def __init__(
        self,
        name: str,
        master: Fleet,
        core: Fleet,
        tags: Optional[Dict[str, str]] = None,
        release: str = Releases.OLD,
        environment: PlatEnv = PlatEnvFactory.from_system(),
        applications: Optional[List[dict]] = None,
        retries: int = 1,
        retry_delay: Optional[timedelta] = timedelta(minutes=20),
    ):
        if not Releases.is_new(release):
            raise ReleaseNotSupported(f"release={release} isn't supported")
        self.name = name
        self.environment = environment
        self.tags = tags or {}
        self.tags.update({"Environment": self.environment.execution, "Process": self.name, "Version": release})

        account = DeskAccount if PlatEnvFactory.from_system() == PlatEnvFactory.desk else LiveAccount
        vpc = account.default_vpc
        applications = applications or []
        biggest = False
        for application in applications:
            if application.get("Kind") == "spark" and application.get("Properties") and application["Properties"].get("all") == "true":
                biggest = True
        spec = get_spec(
            name=name + " @ {{ ts }}",
            core=core,
            master=master,
            tags=self.tags,
            release=release,
            wall=vpc.walls.access.map(lambda wall: wall.id).or_else(lambda: Just(None)).get(),
        )
        if "Steps" not in spec:
            spec["Steps"] = []
        subnet = OpTask(op=BashOperator(task_id=f"subnet_{name}", bash_command="true"))
        create = OpTask(op=BashOperator(task_id=f"create_{name}", bash_command="true", params={"biggest": biggest}))
        setup = Chain(task_id=f"setup_{name}", tasks=[subnet, create]).as_group(f"setup_{name}")
        self.specs = Specs(name, environment)
        super().__init__(create_tags=spec["Tags"], longest=256, task_id=name, setup=setup, group_id=name, retries=retries)

    def _adopt_dag(self, dag: PlatDag):
        super(ClusterTask, self)._adopt_dag(dag)
        self.set_tags(dag)


def get_spec(name, core, master, tags, release, wall=None) -> dict:
    medivac_off = Variable.get("medivac_is_off", deserialize_json=True, default_var=True)
    spec = {
        "Name": name,
        "Fleets": [
            {"Type": "CORE", "Reserved": core.reserved, "Specs": core.specs(Version(release))},
            {"Type": "MASTER", "Reserved": master.reserved, "Specs": master.specs(Version(release))},
        ],
        "Tags": [{"Key": i, "Value": j} for (i, j) in tags.items()],
        "Role": "default" if medivac_off else "own",
    }
    if wall is not None:
        spec["Wall"] = wall
    if (4, 2, 0) <= _parts(release) <= (6, 15, 0):
        spec["Applications"] = [{"Name": "Spark"}, {"Name": "Ganglia"}]
    return spec


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("-")[-1].split("."))
