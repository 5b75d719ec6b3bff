from dataclasses import dataclass
from datetime import datetime

from plat.env import PlatEnvFactory

IMAGE = "dev/image"
IS_LIVE = PlatEnvFactory.from_system() == PlatEnvFactory.live


@dataclass
class Cadence:
    name: str
    cron: str


@dataclass
class ReportConfig:
    cadence: Cadence
    start_date: datetime
    secrets: list | None = None

    @property
    def dag_name(self):
        return f"reach-report-{self.cadence.name}"

    @property
    def schedule(self):
        return self.cadence.cron if IS_LIVE else None


WEEKLY = ReportConfig(Cadence("weekly", "0 0 * * 1"), datetime(2024, 1, 1))
MONTHLY = ReportConfig(Cadence("monthly", "0 0 1 * *"), start_date=datetime(2024, 1, 1), secrets=[])
