from typing import List, Optional

from plat.env import PlatEnvFactory
from plat.teams import cellar


class Tags:
    dag: List[str] = [cellar.board, "people"]

    @staticmethod
    def environment() -> str:
        return PlatEnvFactory.from_system().execution

    @classmethod
    def channel(cls) -> Optional[str]:
        return cellar.channel if cls.environment() == "live" else None


class Directories:
    @staticmethod
    def test_dir_no_live(end: str = "") -> str:
        return "" if Tags.environment() == "live" else f"/test{end}"


class RunTimes:
    current_full_day = "{{ data_interval_end.strftime('%Y-%m-%d') }}"
    hour = 23
    previous = f"{{{{ (data_interval_end - macros.timedelta(hours={hour})).strftime('%Y') }}}}"


class Executables:
    base = "s3://x"
    repo = f"{base}/people.jar"

    @staticmethod
    def class_name(name: str) -> str:
        return f"com.people.{name}"
