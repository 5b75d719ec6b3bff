import copy
from abc import ABC, abstractmethod
from datetime import date, datetime
from functools import cached_property
from typing import Any, Dict, Optional, TypeVar

from plat.cloud import Cloud, Clouds
from plat.env import PlatEnv, PlatEnvFactory

date_part: str = "date=%Y%m%d"
hour_part: str = "hour={hour:0>2d}"
SUCCESS: str = "_SUCCESS"
T = TypeVar("T", bound="Dataset")


class Dataset(ABC):
    def __init__(
        self,
        bucket: str,
        prefix: str,
        name: str,
        version: Optional[int] = None,
        success: Optional[str] = SUCCESS,
        cloud: Cloud = Clouds.river,
        sky_bucket: Optional[str] = None,
    ):
        self.bucket = bucket
        self._prefix = prefix
        self.name = name
        self.version = version
        self.success = success
        self.env = PlatEnvFactory.from_system()
        self.cloud = cloud
        self.sky_bucket = sky_bucket

    @abstractmethod
    def _key(self, **kwargs) -> str:
        pass

    @property
    def prefix(self) -> str:
        return f"env={self.env.read}/{self._prefix}"

    def with_env(self: T, env: PlatEnv, **kwargs) -> T:
        if self.env == env:
            return self
        v = copy.copy(self)
        v.env = env
        return v

    def with_cloud(self: T, cloud: Cloud) -> T:
        if self.cloud == cloud:
            return self
        v = copy.copy(self)
        v.bucket = self.sky_bucket if cloud == Clouds.sky and self.sky_bucket is not None else self.bucket
        v.cloud = cloud
        return v

    @cached_property
    def migrated(self: T) -> T:
        return copy.copy(self)

    @property
    def protocol(self):
        return "wasbs" if self.cloud == Clouds.sky else "s3"

    def path(self, **kwargs) -> str:
        return f"{self.protocol}://{self.bucket}/{self._key(**kwargs)}"


class DateDataset(Dataset):
    def __init__(self, bucket: str, prefix: str, name: str, version: Optional[int] = 1, form: str = date_part, **kwargs):
        super().__init__(bucket=bucket, prefix=prefix, name=name, version=version, **kwargs)
        self.form = form

    def _key(self, ds_date: Optional[date] = None, **kwargs) -> str:
        day = ds_date if ds_date is not None else datetime.now()
        tail = f"/v={self.version}" if self.version is not None else ""
        return f"{self.prefix}/{self.name}" + tail + f"/{day.strftime(self.form)}"


class Sources:
    bids: DateDataset = DateDataset(bucket="b", prefix="bids", name="bids", version=3, sky_bucket="s@x.core")
    users: Dict[str, Any] = {str(cloud): DateDataset("u", "users", str(cloud)).with_cloud(cloud) for cloud in (Clouds.river, Clouds.sky)}
