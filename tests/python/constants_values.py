"""Values as both sides write them, and random ones."""

import datetime
import math
import random
import string

WORDS = [
    "", "a", "b", "ab", "abc", "dag", "DAG", "Daily_Load", "my dag", " x ", "a,b,,c", "a-b-c", "1", "42", "-7", "0", "1.5",
    "\t", "\n", "a\nb", "a\r\nb\n", "line one\nline two\n\n", "a\x0bb\x0cc", "\x1cx\x1d", "x" * 17, "éa", "ÀÉ", "straße", "Ünder",
    "Жизнь", "日本", "λόγος", "ΟΔΟΣ", "😀", "“q”", "→", "\xa0x\xa0", "\xad", "\x85", "\x7f", "\x00", "'", '"', "it's", "\"it's\"", "\\", "a\\b",
    "{}", "{0}", "{a}", "%s", "%d", "$x", "${y}", "a.b.c", "/a/b/c.txt", "../x", "a//b/", ".hidden", "x.tar.gz", "etl_2024_01_31",
    "SalesForce", "camelCaseName", "UPPER_snake", "tab\tsep", "null", "None", "True", "nan", "inf", "1_000", "0x1f", "0b11", "0o17", "1e5", "+3", "--",
]
INTS = [0, 1, -1, 2, 3, -2, 5, 7, 10, -10, 16, 36, 37, 60, 97, 255, 256, 1000, 1234567, -1234567, 2**31, 2**53, 2**53 + 1, 2**62, 2**63 - 1, -(2**63)]
FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 0.2, 0.3, 1e-5, 1e-4, 1e15, 1e16, 1e17, 1.25, 2.675, 1e22, 1e23, 123456.789, 1e300, 5e-324,
    1.7976931348623157e308, 3.14159, 99.995, 0.045, 1e100, 12345678901234567.0, math.inf, -math.inf, math.nan,
]
DATES = [
    datetime.date(2024, 1, 31), datetime.date(2024, 2, 29), datetime.date(1999, 12, 31), datetime.date(2000, 1, 1), datetime.date(1, 1, 1),
    datetime.date(9999, 12, 31), datetime.date(2021, 1, 3), datetime.date(2020, 12, 31),
]
SPANS = [
    datetime.timedelta(0), datetime.timedelta(1), datetime.timedelta(-1), datetime.timedelta(hours=5, minutes=3), datetime.timedelta(microseconds=1),
    datetime.timedelta(days=-3, seconds=5, microseconds=7), datetime.timedelta(days=400), datetime.timedelta(minutes=90), datetime.timedelta.max,
]


class Unwritable(Exception):
    """A value that the other side cannot hold."""


def write(value):
    """A value in JSON: what JSON has is itself, the rest is a list with a tag first."""
    kind = type(value)
    if value is None or kind in (bool, str):
        if kind is str:
            try:
                value.encode()
            except UnicodeEncodeError:
                raise Unwritable("lone surrogate")
        return value
    if kind is int:
        if -(2**63) <= value < 2**63:
            return value
        raise Unwritable("big integer")
    if kind is float:
        return ["f", repr(value)]
    if kind is bytes:
        return ["b", value.hex()]
    if kind is tuple:
        return ["t", [write(item) for item in value]]
    if kind is list:
        return ["l", [write(item) for item in value]]
    if kind is set:
        return ["s", [write(item) for item in sorted(value, key=repr)]]
    if kind is dict:
        return ["d", [[write(key), write(item)] for key, item in value.items()]]
    if kind is datetime.date:
        return ["date", [value.year, value.month, value.day]]
    if kind is datetime.datetime:
        if value.fold:
            raise Unwritable("fold")
        offset = value.utcoffset()
        if offset is not None:
            if offset.microseconds:
                raise Unwritable("offset")
            offset = offset.days * 86400 + offset.seconds
        return ["dt", [value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond, offset]]
    if kind is datetime.timedelta:
        return ["td", [value.days, value.seconds, value.microseconds]]
    raise Unwritable(kind.__name__)


class Values:
    """Random values, always the same for one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def one(self, *choices):
        return self.random.choice(choices)

    def chance(self, probability):
        return self.random.random() < probability

    def word(self):
        roll = self.random.random()
        if roll < 0.6:
            return self.random.choice(WORDS)
        if roll < 0.8:
            return self.random.choice(WORDS) + self.random.choice(["", "_", " ", "-", "\n", ","]) + self.random.choice(WORDS)
        alphabet = self.random.choice([string.ascii_letters + "_", "ab ", "aA1 _-.\n\t", "éàßЖλ日a ", "".join(map(chr, range(1, 128)))])
        return "".join(self.random.choice(alphabet) for _ in range(self.random.randrange(12)))

    def small(self):
        return self.random.choice([self.random.randrange(-6, 30), self.random.randrange(-3, 6), 0, 1, -1])

    def int(self):
        return self.random.choice([self.small(), self.random.choice(INTS), self.random.randrange(-10**6, 10**6)])

    def float(self):
        roll = self.random.random()
        if roll < 0.5:
            return self.random.choice(FLOATS)
        if roll < 0.7:
            return round(self.random.uniform(-1000, 1000), self.random.randrange(5))
        if roll < 0.85:
            return float(self.random.randrange(-10**6, 10**6)) / self.random.choice([1, 2, 4, 8, 10, 100])
        return self.random.uniform(-1, 1) * 10.0 ** self.random.randrange(-20, 25)

    def span(self):
        return self.random.choice(SPANS)

    def moment(self):
        zone = self.random.choice([None, None, None, datetime.timezone.utc, datetime.timezone(datetime.timedelta(minutes=self.random.randrange(-700, 700)))])
        day = self.random.choice(DATES + [datetime.date.fromordinal(self.random.randrange(1, 3652059))])
        clock = self.random.choice([(0, 0, 0, 0), (12, 30, 0, 0), (23, 59, 59, 999999), (self.random.randrange(24), self.random.randrange(60), 5, self.random.randrange(10**6)), (1, 2, 3, 4000)])
        return datetime.datetime(day.year, day.month, day.day, *clock, tzinfo=zone)

    def date(self):
        return self.random.choice(DATES + [datetime.date.fromordinal(self.random.randrange(1, 3652059))])

    def plain(self):
        """What JSON has."""
        return self.random.choice([None, True, False, self.int(), self.float(), self.word(), self.word()])

    def scalar(self):
        return self.random.choice([self.plain(), self.plain(), self.plain(), self.word().encode(), self.date(), self.moment(), self.span()])

    def hashable(self):
        value = self.scalar()
        return value if value == value else 0

    def list(self, make, most=5):
        return [make() for _ in range(self.random.randrange(most))]

    def value(self, depth=2):
        roll = self.random.random()
        if depth == 0 or roll < 0.55:
            return self.scalar()
        inside = lambda: self.value(depth - 1)
        return self.random.choice([
            lambda: self.list(inside),
            lambda: tuple(self.list(inside)),
            lambda: {self.hashable(): inside() for _ in range(self.random.randrange(4))},
            lambda: set(self.list(self.hashable, 3)),
        ])()

    def document(self, depth=3):
        """What JSON has, nested."""
        roll = self.random.random()
        if depth == 0 or roll < 0.4:
            return self.plain()
        inside = lambda: self.document(depth - 1)
        if roll < 0.7:
            return self.list(inside)
        return {self.word(): inside() for _ in range(self.random.randrange(5))}

    def maybe_wrong(self, value, probability=0.04):
        """Now and then a value of another class."""
        return self.value(1) if self.chance(probability) else value
