from abc import ABC
from typing import Optional


class PlatEnv(ABC):
    def __init__(self, env: str, read: str, write: str, **kwargs):
        if not kwargs.pop("safe", False):
            raise TypeError("Use one of the environments that there are")
        self._env = env
        self._read = read
        self._write = write

    @property
    def execution(self) -> str:
        return self._env

    @property
    def read(self) -> str:
        return self._read

    def __str__(self) -> str:
        return self.execution

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PlatEnv):
            return NotImplemented
        return self._env == other._env and self._read == other._read

    def __ne__(self, other: object) -> bool:
        return not self.__eq__(other)


class LiveEnv(PlatEnv):
    def __init__(self):
        super().__init__("live", read="live", write="live", safe=True)


class TrialEnv(PlatEnv):
    def __init__(self):
        super().__init__("trial", read="live", write="trial", safe=True)


class DeskEnv(PlatEnv):
    def __init__(self):
        super().__init__("desk", read="trial", write="trial", safe=True)


class PlatEnvFactory:
    live: "LiveEnv" = LiveEnv()
    trial: "TrialEnv" = TrialEnv()
    desk: "DeskEnv" = DeskEnv()

    _system: Optional[PlatEnv] = None

    @classmethod
    def from_system(cls) -> PlatEnv:
        if cls._system is None:
            name = ""
            try:
                from airflow.models import Variable

                name = Variable.get("PLATFORM", default_var="desk")
            except ImportError:
                pass
            cls._system = cls.from_text(name)
        return cls._system

    @classmethod
    def from_text(cls, text: str) -> PlatEnv:
        match text.lower():
            case "live":
                return cls.live
            case "trial":
                return cls.trial
            case _:
                return cls.desk
