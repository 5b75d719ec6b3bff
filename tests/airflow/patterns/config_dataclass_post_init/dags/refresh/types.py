"""What to refresh: the id of each workflow follows from its medium, once it is built."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass
class Refresh:
    identifier: str = field(init=False)
    medium: str
    start: datetime = datetime(2020, 1, 1)
    timeout: timedelta = timedelta(days=1)
    options: dict = field(default_factory=dict)

    def __post_init__(self):
        self.identifier = f"{self.medium}_refresh"


REFRESHES = [
    Refresh(medium="photo", timeout=timedelta(days=4)),
    Refresh(medium="sound"),
]
