import attr
from airflow import DAG


@attr.s(auto_attribs=True)
class Spec:
    name: str
    team: str = "attrs"

    @property
    def dag_id(self):
        return f"{self.team}_{self.name}"


SPECS = [Spec("one"), Spec(name="two", team="other")]
for spec in SPECS:
    globals()[spec.dag_id] = DAG(spec.dag_id, schedule=None)
