from typing import Any, Dict, Optional

from plat.version import Version


class Machine:
    RESERVED = "RESERVED"
    SPOT = "SPOT"

    def __init__(self, name: str, cores: int, memory: float, oldest: Optional[Version] = None):
        self.name = name
        self.cores = cores
        self.memory = memory
        self.oldest = oldest
        self.price = None
        self.disk: Optional[int] = None
        self.market = self.RESERVED
        self.weight: int = cores

    def with_price(self, price) -> "Machine":
        self.price = price
        self.market = self.SPOT
        return self

    def with_disk(self, disk: int) -> "Machine":
        self.disk = disk
        return self

    def with_weight(self, weight: int) -> "Machine":
        self.weight = weight
        return self

    def as_spec(self) -> Dict[str, Any]:
        config = {"Type": self.name, "Weight": self.weight}
        if self.disk is not None:
            config.update({"Disk": {"GB": self.disk, "Speed": min(16000, self.disk * 3)}}, )
        if self.market is Machine.RESERVED or self.price is None:
            config.update({"Percent": 100})
        else:
            config.update({"Price": self.price})
        return config
