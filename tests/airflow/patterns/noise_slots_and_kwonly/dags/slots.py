from dataclasses import KW_ONLY, InitVar, dataclass, field

from airflow import DAG


@dataclass(slots=True, kw_only=True)
class Spec:
    name: str
    parts: tuple = ()


@dataclass
class Mixed:
    first: str
    _: KW_ONLY
    extra: InitVar[str] = "e"
    joined: str = field(init=False, default="")

    def __post_init__(self, extra):
        self.joined = f"{self.first}_{extra}"


class Plain:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


one = DAG("_".join((Spec(name="slots", parts=("x",)).name, *Spec(name="n", parts=("x", "y")).parts)), schedule=None)
two = DAG(Mixed("mixed").joined + Mixed("m", extra="z").joined, schedule=None)
three = DAG(Plain("plain_slots").value, schedule=None)
