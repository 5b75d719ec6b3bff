import datetime as dt


class NotListedError(Exception):
    pass


class Timing:
    BASE = dt.datetime(2024, 1, 1, 8, 0, 0, tzinfo=dt.timezone.utc)
    GAP = dt.timedelta(minutes=15)
    TIMES = {
        "v5": {"alpha": dt.timedelta(minutes=10), "beta": dt.timedelta(minutes=40)},
        "v6": {"gamma": dt.timedelta(minutes=20)},
    }

    @classmethod
    def when(cls, dag_id: str, workday: bool = False) -> str:
        offset = cls.BASE
        for group, entries in cls.TIMES.items():
            offset_in = dt.timedelta(0)
            for name, timeout in entries.items():
                if name == dag_id:
                    t = offset + offset_in
                    return f"{t.minute} {t.hour} * * {'1-5' if workday else '*'}"
                offset_in += timeout + cls.GAP
        raise NotListedError(f"{dag_id} is not listed")
