from attrs import define, field
from airflow import DAG


@define
class Spec:
    name: str
    parts: list = field(factory=list)

    def id(self):
        return "/".join([self.name, *self.parts]).replace("/", ".")


for spec in (Spec("define_a"), Spec("define_b", ["x", "y"])):
    with DAG(spec.id(), schedule=None):
        pass
