from __future__ import annotations


class Version:
    def __init__(self, text: str):
        self.label = text
        self.major, self.minor, self.patch = map(int, text.replace("emr-", "").split("."))

    def __ge__(self, other: Version) -> bool:
        if isinstance(other, Version):
            if self.major > other.major:
                return True
            elif self.major == other.major:
                return self.minor >= other.minor
            return False
        raise TypeError("Not supported")

    def __str__(self):
        return f"{self.major}.{self.minor}.{self.patch}"


class Releases:
    OLD = "emr-6.7.0"
    NEW = "emr-7.1.0"

    @staticmethod
    def is_new(label: str) -> bool:
        return Version(label) >= Version("emr-6.0.0")
