"""Where the code runs."""

from typing import Optional


class Stage:
    def __init__(self, name, **options):
        if not options.pop("by_us", False):
            raise TypeError("take one of Stages")
        self.name = name

    def __eq__(self, other):
        if not isinstance(other, Stage):
            return NotImplemented
        return self.name == other.name

    def __ne__(self, other):
        return not self.__eq__(other)


class Live(Stage):
    def __init__(self):
        super().__init__("live", by_us=True)


class Trial(Stage):
    def __init__(self):
        super().__init__("trial", by_us=True)


class Stages:
    live = Live()
    trial = Trial()
    _current: Optional[Stage] = None

    @classmethod
    def current(cls) -> Stage:
        if cls._current is None:
            from airflow.models import Variable

            cls._current = cls.named(Variable.get("stage", default_var="trial"))
        return cls._current

    @classmethod
    def named(cls, text: str) -> Stage:
        match text.lower():
            case "live":
                return cls.live
            case _:
                return cls.trial
