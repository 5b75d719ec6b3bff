"""Configurations."""
from __future__ import annotations
import abc
import dataclasses
from typing import Generic, Iterable, Optional, TypeVar, Any, List
import attrs
from dags.common.hardware import Chip, Zone


class Device(abc.ABC):

    @property
    @abc.abstractmethod
    def name(self) -> str:
        """Name."""


@attrs.define
class Tensor(Device):
    chip: Chip
    cores: int
    runtime: Optional[str] = None
    reserved: bool = attrs.field(default=False, kw_only=True)

    @property
    def name(self):
        return f"{self.chip.value}-{self.cores}"


@attrs.define
class Card(Device):
    kind: str
    count: int

    @property
    def name(self):
        return f"{self.count}x{self.kind}"


D = TypeVar("D", bound=Device)


@attrs.define
class Trial(abc.ABC, Generic[D]):
    device: D
    name: str
    minutes: int = attrs.field(default=30, kw_only=True)
    owner: Optional[str] = attrs.field(default=None, kw_only=True)

    @property
    def ident(self) -> str:
        return self.name

    @property
    @abc.abstractmethod
    def commands_text(self) -> str:
        ...


@attrs.define
class TensorTrial(Trial[Tensor]):
    setup: Iterable[str] = attrs.field(factory=list)
    commands: List[str] = attrs.field(factory=list)
    slices: int = attrs.field(default=1, kw_only=True)

    @property
    def ident(self):
        return f"{self.name}-{self.device.name}" if self.slices == 1 else f"{self.name}-{self.slices}x{self.device.name}"

    @property
    def commands_text(self):
        return "\n".join((*self.setup, "set -x", *self.commands))


@attrs.define
class CardTrial(Trial[Card]):
    label: str

    @property
    def ident(self):
        return f"{self.name}-{self.label}-{self.device.name}"

    @property
    def commands_text(self):
        return "x"


@dataclasses.dataclass
class Old:
    title: str
    extra: str = dataclasses.field(default="e", kw_only=True)
    size: int = 3
