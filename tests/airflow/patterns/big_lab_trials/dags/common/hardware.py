"""Machines of the lab."""
import enum
import dataclasses
import datetime


class Chip(enum.Enum):
    A = "a"
    B = "b-lite"


class Zone(str, enum.Enum):
    NORTH = "north-1"
    SOUTH = "south-2"

    def region(self):
        match self:
            case Zone.NORTH | Zone.SOUTH:
                return self.value.rsplit("-", 1)[0]
            case _:
                return "none"

    @property
    def short(self):
        return self.value[0]


@dataclasses.dataclass
class MachineSpec:
    zone: Zone
    chip: Chip
    cores: int = 8


class Machine(enum.Enum):
    SMALL = MachineSpec(Zone.NORTH, Chip.A)
    BIG = MachineSpec(zone=Zone.SOUTH, chip=Chip.B, cores=64)


class Image(enum.Enum):
    STABLE = "registry/image:stable"
    NIGHTLY = f"registry/image:{datetime.datetime.today().strftime('%Y-%m-%d')}"


SLOW = {Image.NIGHTLY, Image.STABLE}
