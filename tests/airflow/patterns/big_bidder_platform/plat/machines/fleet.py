from dataclasses import dataclass, field
from typing import List

from plat.machines.machine import Machine
from plat.monads.maybe import Just, Maybe, Nothing


class Fleet:
    def __init__(self, machines: List[Machine], reserved: int = 0, spot: int = 0):
        if reserved + spot == 0:
            raise ValueError("a fleet of nothing")
        self.machines = machines
        self.reserved = reserved
        self.spot = spot

    def specs(self, version) -> list:
        return [machine.as_spec() for machine in self.machines if machine.oldest is None or version >= machine.oldest]


@dataclass
class Wall:
    id: str
    name: str = ""


@dataclass
class Walls:
    master: Wall
    access: Maybe[Wall] = field(default_factory=Nothing)


class Vpc:
    def __init__(self, id: str, nets: List[Wall], walls: Walls):
        self.walls = walls
        self.id = id
        self.nets: List[Wall] = nets
        self.by_zone: dict[str, Wall] = {net.name: net for net in self.nets}

    def __getattr__(self, item) -> Wall:
        net = self.by_zone.get(item, None)
        if net is None:
            raise AttributeError
        return net


class Account:
    default_vpc: Vpc
    key: str | None
    logs: str


class DeskAccount(Account):
    east_vpc: Vpc = Vpc(
        "vpc-1", [Wall("net-1", "east_a"), Wall("net-2", "east_b")], Walls(Wall("sg-1"), access=Just(Wall("sg-2", "access")))
    )
    default_vpc = east_vpc
    key: str | None = None
    logs = "s3://desk-logs"


class LiveAccount(Account):
    default_vpc = Vpc("vpc-2", [Wall("net-3", "east_a")], Walls(Wall("sg-3")))
    key = "live"
    logs = "s3://live-logs"
