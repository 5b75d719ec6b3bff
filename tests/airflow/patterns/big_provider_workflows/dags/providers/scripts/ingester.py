import abc
from abc import ABC, abstractmethod

from common import constants
from providers.vendor_requester import Requester


class DataIngester(ABC):
    batch_limit = 100

    @property
    @abstractmethod
    def providers(self) -> dict[str, str]: ...

    def __init__(self, conf=None, *args, **kwargs):
        self.requester = Requester()
        self.limit = 0

    @abc.abstractmethod
    def get_batch(self): ...
