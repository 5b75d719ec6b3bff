import functools
from abc import ABCMeta, abstractmethod
from functools import reduce
from typing import Any, Callable, Generic, Optional, TypeVar

RT = TypeVar("RT", contravariant=True)
T = TypeVar("T", bound=RT)
R = TypeVar("R")


class Maybe(Generic[T], metaclass=ABCMeta):
    """A value that may be none."""

    @abstractmethod
    def get(self) -> T: ...

    @classmethod
    def empty(cls) -> "Maybe[T]":
        return Nothing()

    @abstractmethod
    def map(self, mapper: Callable[[T], R]) -> "Maybe[R]":
        raise NotImplementedError

    def or_else(self, alternative: Callable[[], "Maybe[RT]"]) -> "Maybe[RT]":
        if self.is_nothing():
            return alternative()
        else:
            return self

    @abstractmethod
    def is_nothing(self) -> bool: ...

    @classmethod
    def concat(cls, xs):
        def reducer(a, b):
            return a + b

        return reduce(reducer, xs, cls.empty())

    def __rmod__(self, fn):
        return self.map(fn)


class Just(Maybe[T]):
    def __init__(self, value: T) -> None:
        self._value = value

    def get(self) -> T:
        return self._value

    def map(self, mapper):
        result = mapper(self._value)
        return Just(result)

    def is_nothing(self) -> bool:
        return False

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other) -> bool:
        if isinstance(other, Nothing):
            return False
        return bool(other.map(lambda value: value == self._value))

    def __str__(self) -> str:
        return "Just(%s)" % self._value


class Nothing(Maybe[T]):
    _unit = None

    def get(self) -> T:
        raise TypeError("Nothing.get")

    def map(self, mapper):
        return Nothing()

    @classmethod
    @functools.cache
    def unit(cls) -> Maybe[T]:
        if cls._unit is None:
            cls._unit = cls()
        return cls._unit

    def is_nothing(self) -> bool:
        return True

    def __bool__(self) -> bool:
        return False
