from abc import ABC


class Cloud(ABC):
    def __init__(self, name: str):
        self._name = name

    def __str__(self) -> str:
        return self._name

    def __hash__(self) -> int:
        return hash(self._name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cloud):
            return NotImplemented
        return self._name == other._name

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)


class RiverCloud(Cloud):
    def __init__(self):
        super(RiverCloud, self).__init__(name="river")


class SkyCloud(Cloud):
    def __init__(self):
        super(SkyCloud, self).__init__(name="sky")


class Clouds:
    river: RiverCloud = RiverCloud()
    sky: SkyCloud = SkyCloud()


class CloudMapper:
    _mapping = {Clouds.river: "RiverMapReduce", Clouds.sky: "SkyInsight"}

    @staticmethod
    def service(cloud: Cloud) -> str | None:
        return CloudMapper._mapping.get(cloud)
