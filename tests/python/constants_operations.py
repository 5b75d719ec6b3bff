"""Random operations on values, with what the running Python gives."""

import base64
import calendar
import copy
import datetime
import hashlib
import itertools
import json
import math
import operator
import os.path
import re
import shlex
import string
import textwrap
import urllib.parse

BINARY = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "FloorDiv": operator.floordiv, "Mod": operator.mod,
    "Pow": operator.pow, "BitOr": operator.or_, "BitAnd": operator.and_, "BitXor": operator.xor, "LShift": operator.lshift, "RShift": operator.rshift,
}
COMPARE = {
    "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge,
    "In": lambda left, right: left in right, "NotIn": lambda left, right: left not in right,
}
UNARY = {"Not": operator.not_, "Minus": operator.neg, "Plus": operator.pos, "Invert": operator.invert}
SPEC_PARTS = [
    ["", "", "", "<", ">", "^", "=", "*<", "0>", "x^", "é>", "0=", "{<"], ["", "", "+", "-", " "], ["", "", "", "#"], ["", "", "0"], ["", "", "5", "12", "1", "30"],
    ["", "", "", ",", "_", ",_"], ["", "", ".0", ".2", ".5", ".10", "."], ["", "d", "s", "f", "e", "g", "x", "X", "o", "b", "c", "n", "%", "F", "E", "G", "r", "ff"],
]
DIRECTIVES = ["%Y", "%m", "%d", "%H", "%M", "%S", "%f", "%j", "%y", "%B", "%b", "%A", "%a", "%p", "%I", "%w", "%u", "%U", "%W", "%V", "%G", "%F", "%T", "%D", "%R", "%c", "%x", "%X", "%e", "%z", "%Z", "%%", "-", "_", "T", " ", ":", "dag_"]
PARSED = ["%Y", "%m", "%d", "%H", "%M", "%S", "%f", "%y", "%B", "%b", "%p", "%I", "%z"]
PATTERNS = [
    r"[^a-zA-Z0-9_]", r"\W+", r"\s+", r"\d+", r"[-.\s]", r"(?i)dag", r"^[a-z]", r"_+$", r"([a-z])([A-Z])", r"(.)([A-Z][a-z]+)", r"x*", r"a|b", r"(a)|(b)", r"[,;]", r"\.", r"(?P<year>\d{4})[-_](?P<month>\d{2})",
    r"\b\w", r"[^\w\-]", r"(\w+)\s(\w+)", r"a+?", r"(?:ab)+", r"^", r"$", r"^$", r"\Aa", r"b\Z", r".", r"[a-c]{2,}", r"a{1,2}", r"a{,2}", r"\w{3}", r"[\]]", r"[]a]", r"[^]]", r"a??", r"(a*)b", r"(?:a|b)*c", r"[A-Z]", r"(?s)a.b", r"(?m)^\w", r"(?m)$",
    r"a(?=b)", r"(a)\1", r"[\d_]+", r"[a\-z]", r"[+-]", r"\/", r"{x}", r"a{x", r"\x41", r"[\x41-\x43]", r"é", r"(?P<a>x)?(?P<b>\w)", r"()", r"(|a)", r"a|", r"[[:alpha:]]", r"(?x) a", r"\$\{(\w+)\}", r"(\d+)|(\w+)", "(", "[", "*", r"a**", r"\q", "\n", r"[\n\t]+", r"[ ]+", r"(?:^|_)(\w)",
]
REPLACEMENTS = ["", "_", "-", r"\1", r"\1_\2", r"\g<1>", r"\g<year>", r"\g<0>", "x\\n", r"\\", r"\2\1", "$1", r"\.", r"\9", r"<\g<a>>"]


def methods(values):
    """A method of a text, with arguments that mostly fit."""
    word, small, some = values.word, values.small, values.maybe_wrong
    receiver = values.word()
    part = receiver[values.random.randrange(len(receiver) + 1):][:values.random.randrange(1, 4)] if values.chance(0.5) else word()
    window = values.one((), (), (small(),), (small(), small()), (None, small()))
    name = values.one(*TEXT_METHODS)
    keywords = {}
    if name in ("split", "rsplit"):
        args = values.one((), (None,), (some(part),), (some(part), some(small())), (None, small()))
        if values.chance(0.2):
            args, keywords = (), {"maxsplit": some(small()), "sep": some(part)}
    elif name == "splitlines":
        args, keywords = values.one(((), {}), ((True,), {}), ((), {"keepends": True}))
    elif name in ("strip", "lstrip", "rstrip"):
        args = values.one((), (None,), (some(part),))
    elif name in ("find", "rfind", "index", "rindex", "count"):
        args = (some(part), *window)
    elif name in ("startswith", "endswith"):
        args = (some(values.one(part, (part, word()), ())), *window)
    elif name == "replace":
        args = (some(part), some(word()), *values.one((), (small(),)))
    elif name in ("center", "ljust", "rjust"):
        args = (some(small()), *values.one((), ("*",), ("é",), ("ab",)))
    elif name in ("zfill", "expandtabs"):
        args = (some(small()),)
    elif name in ("partition", "rpartition", "removeprefix", "removesuffix"):
        args = (some(part),)
    elif name == "join":
        args = (some(values.one(values.list(word), tuple(values.list(word)), word(), {word(): 1}, {word()})),)
    elif name == "encode":
        args = values.one((), ("utf-8",), ("ascii",), ("latin-1", "ignore"), ("ascii", "replace"), ("utf_8",), ("utf-8-sig",))
    elif name == "translate":
        args = (some(values.one({97: "x", 98: None}, {97: 98}, str.maketrans("ab-", "xy_"), str.maketrans("", "", "aeiou "), str.maketrans({"a": "bb", "-": None}))),)
    elif name == "format_map":
        args = ({"a": values.scalar(), "x": 1},)
    elif name == "format":
        args = tuple(values.list(values.scalar, 3))
    else:
        args = values.one((), (), (), (), (1,))
    return "text." + name, ["method", receiver, name, args, keywords], lambda: getattr(receiver, name)(*args, **keywords)


TEXT_METHODS = [
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit",
    "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace",
    "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
]


def maketrans(values):
    args = values.one((values.word(), values.word()), ("abc", "xyz"), ("ab", "xy", values.word()), ({values.word(): values.scalar()},), ({"a": None, "b": "x"},), (1,))
    return "text.maketrans", ["static", "maketrans", args, {}], lambda: str.maketrans(*args)


def byte_methods(values):
    receiver = values.word().encode()
    part = values.word().encode()
    name, args = values.one(
        ("decode", ()), ("decode", ("ascii",)), ("decode", ("latin-1",)), ("hex", ()), ("upper", ()), ("lower", ()), ("startswith", (part,)), ("endswith", (part,)),
        ("split", ()), ("split", (part,)), ("strip", ()), ("replace", (part, b"_")), ("title", ()), ("zfill", (9,)), ("rsplit", (None, 1)), ("center", (20, b"*")), ("partition", (part,)), ("swapcase", ()), ("capitalize", ()),
    )
    if values.chance(0.2):
        receiver += b"\xff"
    return "bytes." + name, ["method", receiver, name, args, {}], lambda: getattr(receiver, name)(*args)


def spec(values):
    return "".join(values.one(*part) if values.chance(0.6) else "" for part in SPEC_PARTS)


def formatting(values):
    value = values.one(values.int, values.int, values.float, values.float, values.word, lambda: values.chance(0.5), values.value)()
    text = "".join(values.list(lambda: values.one(*DIRECTIVES), 5)) if values.chance(0.15) else spec(values)
    if values.chance(0.1):
        value = values.one(values.date(), values.moment())
        text = "".join(values.list(lambda: values.one(*DIRECTIVES), 5))
    return "format.spec", ["spec", value, text], lambda: format(value, text)


def braces(values):
    names = ["", "0", "1", "2", "a", "b", "0[0]", "0[k]", "a[1]", "a.year", "0.real", "a[-1]", "a]", "b[", "0.", "é", "00", "1[x]y"]
    pieces = []
    for _ in range(values.random.randrange(1, 4)):
        name = values.one(*names)
        if values.chance(0.6):
            name = values.one("", "", "a", "b") if values.chance(0.7) else values.one("0", "1")
        conversion = values.one("", "", "", "!r", "!s", "!a", "!x", "!")
        inner = values.one("", "", ":" + spec(values), ":{}", ":{1}", ":{a}>{b}", ":>10", ":{{}}")
        pieces.append(values.one("{" + name + conversion + inner + "}", "{" + name + "}", values.word(), "{{", "}}", "_", "{", "}") if values.chance(0.5) else "{" + name + "}_")
    template = "".join(pieces)
    args = tuple(values.list(values.value, 4))
    keywords = {"a": values.value(), "b": values.one(values.small(), values.word())} if values.chance(0.7) else {}
    return "format.braces", ["braces", template, args, keywords], lambda: template.format(*args, **keywords)


def percent(values):
    pieces = []
    for _ in range(values.random.randrange(1, 4)):
        letter = values.one("s", "s", "d", "d", "r", "a", "i", "x", "X", "o", "f", "e", "g", "E", "G", "c", "%", "u", "z", "F")
        flags = values.one("", "", "", "0", "-", "+", " ", "#", "-0", "#0", "+0")
        width, precision = values.one("", "", "5", "12", "*"), values.one("", "", ".2", ".0", ".10", ".", ".*")
        key = values.one("", "", "", "(a)", "(b)", "(x(y))")
        pieces.append(values.one("%" + key + flags + width + precision + letter, "%" + letter, "%" + letter, values.word(), "%%", "%"))
    template = "".join(pieces)
    value = values.one(tuple(values.list(values.scalar, 4)), values.scalar(), values.int(), values.float(), {"a": values.scalar(), "b": values.int()}, values.value(), (values.int(), values.word()), (values.word(),))
    return "format.percent", ["percent", template, value], lambda: template % (value,) if False else template % value


def rendering(values):
    value = values.value(3)
    name = values.one("repr", "str", "ascii")
    return "render." + name, ["builtin", name, (value,), {}], lambda: {"repr": repr, "str": str, "ascii": ascii}[name](value)


def floats(values):
    value = values.float()
    return "render.float", ["builtin", "repr", (value,), {}], lambda: repr(value)


def small_enough(name, left, right):
    """Whether Python itself computes it at once."""
    if name in ("Pow", "LShift") and isinstance(left, int) and isinstance(right, int):
        return abs(right) < 200
    if name == "Mult":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, int) and not isinstance(other, (int, float, datetime.timedelta)) and abs(one) > 50000:
                return False
    return True


def binary(values):
    name = values.one(*BINARY)
    make = values.one(values.int, values.int, values.float, values.value, values.scalar, values.moment, values.span, lambda: set(values.list(values.hashable)), lambda: values.list(values.scalar), lambda: {values.hashable(): 1})
    left, right = make(), make() if values.chance(0.7) else values.value()
    if values.chance(0.15):
        left, right = values.one(values.date(), values.moment(), values.span()), values.one(values.span(), values.date(), values.moment(), values.small())
    if name == "Mult" and values.chance(0.5):
        left, right = values.one(values.word(), values.list(values.scalar), tuple(values.list(values.scalar)), values.word().encode()), values.small()
    if not small_enough(name, left, right):
        right = 2
    if not small_enough(name, left, right):
        left = 2
    return "number." + name, ["binary", name, left, right], lambda: BINARY[name](left, right)


def unary(values):
    name, value = values.one(*UNARY), values.value()
    return "number." + name, ["unary", name, value], lambda: UNARY[name](value)


def comparing(values):
    name = values.one(*COMPARE)
    make = values.one(values.value, values.scalar, lambda: values.list(values.scalar, 3), lambda: tuple(values.list(values.int, 3)), lambda: set(values.list(values.small, 4)), values.int, values.float, values.word, values.moment)
    left = make()
    right = values.one(left, make(), make(), values.value(), copy.deepcopy(left))
    if name in ("In", "NotIn"):
        left = values.scalar()
        right = values.one(values.list(values.scalar), tuple(values.list(values.int)), set(values.list(values.hashable)), {values.hashable(): 1}, values.word(), values.word().encode(), [left], {1: 2, "a": 3})
    if isinstance(left, int) and isinstance(right, int) and values.chance(0.3):
        right = float(left)
    return "compare." + name, ["compare", name, left, right], lambda: COMPARE[name](left, right)


def truth(values):
    value = values.value()
    return "compare.truth", ["builtin", "bool", (value,), {}], lambda: bool(value)


def subscripts(values):
    whole = values.one(values.word(), values.list(values.scalar), tuple(values.list(values.scalar)), values.word().encode(), {values.hashable(): values.scalar() for _ in range(4)}, values.value())
    place = values.maybe_wrong(values.one(values.small(), values.one(*whole) if isinstance(whole, dict) and whole else 0), 0.1)
    return "sequence.index", ["index", whole, place], lambda: whole[place]


def slices(values):
    whole = values.one(values.word(), values.list(values.scalar, 8), tuple(values.list(values.scalar, 8)), values.word().encode(), values.value())
    bounds = [values.maybe_wrong(values.one(None, values.small(), values.small(), values.int()), 0.02) for _ in range(3)]
    return "sequence.slice", ["slice", whole, *bounds], lambda: whole[bounds[0]:bounds[1]:bounds[2]]


def pairs(values):
    return [values.one((values.hashable(), values.scalar()), [values.word(), 1], "ab", (1, 2, 3)) if values.chance(0.15) else (values.hashable(), values.scalar()) for _ in range(values.random.randrange(4))]


def builtins(values):
    sequence = lambda: values.one(values.list(values.int), values.list(values.float), tuple(values.list(values.word)), values.word(), set(values.list(values.small)), {values.word(): 1}, values.list(values.scalar), values.value(), [1, 2.5, True])
    number_text = lambda: values.one(values.word(), str(values.int()), hex(values.int()), repr(values.float()), " 12 ", "1_0", "-0b101", "1__0", "_1", "0_7", "z", "ff", "1e", "1.e3", ".5", "-inf", "Infinity", "+nan", "0x", "1e400", "٣")
    name = values.one(
        "int", "int", "float", "bool", "str", "abs", "round", "round", "divmod", "pow", "hex", "oct", "bin", "min", "max", "sum", "sorted", "any", "all", "range", "enumerate", "zip", "reversed", "list", "tuple", "set", "dict", "len", "ord", "chr", "bytes",
    )
    args, keywords = {
        "int": lambda: values.one(((number_text(),), {}), ((number_text(), values.one(0, 2, 8, 10, 16, 36, 1, 37)), {}), ((values.scalar(),), {}), ((number_text(),), {"base": 16}), ((), {})),
        "float": lambda: ((values.one(number_text(), values.scalar()),), {}),
        "bool": lambda: ((values.value(),), {}),
        "str": lambda: values.one(((values.value(),), {}), ((), {}), ((b"ab", "ascii"), {}), (("x", "ascii"), {})),
        "abs": lambda: ((values.one(values.int(), values.float(), values.span(), values.value()),), {}),
        "round": lambda: values.one(((values.float(),), {}), ((values.float(), values.random.randrange(-4, 12)), {}), ((values.int(), values.small()), {}), ((values.int(),), {}), ((values.value(), values.one(None, 2)), {}), ((2.5,), {"ndigits": 0})),
        "divmod": lambda: ((values.maybe_wrong(values.one(values.int(), values.float())), values.maybe_wrong(values.one(values.int(), values.float(), values.small()))), {}),
        "pow": lambda: ((values.small(), values.random.randrange(0, 60), values.one(7, -7, 1, 0, 10**9)), {}),
        "hex": lambda: ((values.maybe_wrong(values.int()),), {}), "oct": lambda: ((values.maybe_wrong(values.int()),), {}), "bin": lambda: ((values.maybe_wrong(values.int()),), {}),
        "min": lambda: values.one(((sequence(),), {}), ((values.int(), values.float(), values.int()), {}), (([],), {"default": 5}), ((sequence(),), {"default": None}), ((1, 2), {"default": 1})),
        "max": lambda: values.one(((sequence(),), {}), ((values.int(), values.float(), values.int()), {}), (([],), {"default": 5}), (("a", "b"), {})),
        "sum": lambda: values.one(((sequence(),), {}), ((values.list(values.float, 8),), {}), ((values.list(values.int), 10), {}), (([[1], [2]], []), {}), ((["a"], ""), {}), (([1.5, 2],), {"start": 0.5})),
        "sorted": lambda: values.one(((sequence(),), {}), ((sequence(),), {"reverse": True}), ((values.list(lambda: (values.small(), values.word()), 8),), {}), (([1, True, 1.0],), {"reverse": True})),
        "any": lambda: ((sequence(),), {}), "all": lambda: ((sequence(),), {}),
        "range": lambda: (tuple(values.maybe_wrong(values.small()) for _ in range(values.random.randrange(1, 4))), {}),
        "enumerate": lambda: values.one(((sequence(),), {}), ((sequence(), 1), {}), ((sequence(),), {"start": 5})),
        "zip": lambda: (tuple(sequence() for _ in range(values.random.randrange(4))), {}),
        "reversed": lambda: ((sequence(),), {}),
        "list": lambda: ((sequence(),), {}), "tuple": lambda: ((sequence(),), {}), "set": lambda: ((sequence(),), {}),
        "dict": lambda: values.one(((pairs(values),), {}), ((), {"a": 1}), (({"a": 2, "b": 1},), {"a": 3}), ((values.value(),), {})),
        "len": lambda: ((values.value(),), {}),
        "ord": lambda: ((values.one(values.word()[:1], b"a", values.value()),), {}),
        "chr": lambda: ((values.maybe_wrong(values.one(values.random.randrange(0xd000), -1, 0x110000, 0x1f600)),), {}),
        "bytes": lambda: values.one(((values.word(), "utf-8"), {}), (([1, 2, 255],), {}), (([256],), {}), ((5,), {}), (("x",), {}), ((), {}), ((values.value(),), {})),
    }[name]()
    function = getattr(__import__("builtins"), name)
    iterator = name in ("range", "enumerate", "zip", "reversed")
    return "builtin." + name, ["builtin", name, args, keywords], lambda: list(function(*args, **keywords)) if iterator else function(*args, **keywords)


def moments(values):
    moment = values.one(values.date(), values.moment(), values.moment(), values.span())
    if isinstance(moment, datetime.timedelta):
        name, args, keywords = values.one(("total_seconds", (), {}), ("days", None, {}), ("seconds", None, {}), ("microseconds", None, {}))
    else:
        name, args, keywords = values.one(
            ("strftime", ("".join(values.list(lambda: values.one(*DIRECTIVES), 6)),), {}), ("isoformat", (), {}), ("weekday", (), {}), ("isoweekday", (), {}), ("toordinal", (), {}), ("ctime", (), {}),
            ("replace", (), {values.one("year", "month", "day"): values.one(1, 2024, 12, 13, 0, 31)}), ("year", None, {}), ("month", None, {}), ("day", None, {}), ("__format__", ("%Y",), {}), ("__str__", (), {}),
        )
        if isinstance(moment, datetime.datetime) and values.chance(0.5):
            name, args, keywords = values.one(
                ("date", (), {}), ("isoformat", (" ",), {}), ("isoformat", (), {"timespec": values.one("hours", "minutes", "seconds", "milliseconds", "microseconds", "auto", "x")}), ("hour", None, {}), ("microsecond", None, {}), ("tzinfo", None, {}) if moment.tzinfo is None else ("minute", None, {}),
                ("replace", (), {"hour": values.small(), "microsecond": 0}), ("replace", (), {"tzinfo": None}), ("utcoffset", (), {}), ("timestamp", (), {}) if moment.tzinfo else ("second", None, {}),
            )
    if args is None:
        return "moment." + name, ["attribute", moment, name], lambda: getattr(moment, name)
    return "moment." + name, ["method", moment, name, args, keywords], lambda: getattr(moment, name)(*args, **keywords)


def containers(values):
    receiver, name, args = values.one(
        (values.list(values.small, 6), "count", (values.small(),)), (values.list(values.small, 6), "index", (values.small(),)), (tuple(values.list(values.small, 6)), "index", (values.small(), values.small(), values.small())),
        ({values.hashable(): 1, "a": 2}, "get", (values.value(1),)), ({1: 2, "a": None}, "get", (values.one(1, True, 1.0, "a", "b"), 5)), ({values.word(): 1}, "keys", ()), ({values.word(): 1, "z": [1]}, "items", ()), ({values.word(): 1}, "values", ()),
        (set(values.list(values.small)), "union", (values.list(values.small), {1})), (set(values.list(values.small)), "intersection", (values.list(values.small),)), (set(values.list(values.small)), "difference", ([1, 2],)),
        (set(values.list(values.small)), "symmetric_difference", ([1, 2],)), (set(values.list(values.small)), "issubset", ([1, 2, 3, 0],)), ({1}, "issuperset", ([1],)), ({1}, "isdisjoint", ([values.small()],)), (values.float(), "is_integer", ()), (values.int(), "bit_length", ()),
    )
    listed = name in ("keys", "items", "values")
    return "container." + name, ["method", receiver, name, args, {}], lambda: list(getattr(receiver, name)(*args)) if listed else getattr(receiver, name)(*args)


def clocks(values):
    """The constructors of `datetime`."""
    roll = values.random.randrange(8)
    if roll == 0:
        args = (values.one(2024, 1, 0, 10000), values.one(1, 12, 13), values.one(1, 31, 29))
        return "library.date", ["library", "datetime.date", args, {}], lambda: datetime.date(*args)
    if roll == 1:
        args, keywords = (2024, values.one(1, 2, 13), values.one(1, 30)), {name: values.maybe_wrong(values.random.randrange(70)) for name in values.list(lambda: values.one("hour", "minute", "second", "microsecond"), 3)}
        return "library.datetime", ["library", "datetime.datetime", args, keywords], lambda: datetime.datetime(*args, **keywords)
    if roll == 2:
        keywords = {name: values.maybe_wrong(values.one(values.small(), values.small(), 0.5, 1.5, 0.1, -2.25)) for name in values.list(lambda: values.one("days", "seconds", "hours", "minutes", "weeks", "milliseconds", "microseconds"), 3)}
        return "library.timedelta", ["library", "datetime.timedelta", (), keywords], lambda: datetime.timedelta(**keywords)
    if roll == 3:
        text = values.one(values.date().isoformat(), values.moment().isoformat(), values.moment().isoformat(" "), values.moment().isoformat(timespec="minutes"), "20240131", "2024-W01-1", "2024-1-1", "2024-13-01", "2024-01-01T24:00", "2024-01-31T10:00:00Z", values.word())
        path = values.one("date.fromisoformat", "datetime.fromisoformat")
        return "library.fromisoformat", ["library", "datetime." + path, (text,), {}], lambda: operator.attrgetter(path)(datetime)(text)
    if roll == 4:
        args = (values.one(2024, 2023, 1900, 2000), values.random.randrange(1, 13))
        return "library.calendar", ["library", "calendar.monthrange", args, {}], lambda: tuple(map(int, calendar.monthrange(*args)))
    separator = values.one("-", "/", "", " ", "_", "T", "%%", ".")
    directives = values.random.sample(PARSED, values.random.randrange(1, 6)) if values.chance(0.5) else values.one(["%Y", "%m", "%d"], ["%Y", "%m", "%d", "%H", "%M", "%S"], ["%d", "%b", "%Y"])
    template = separator.join(directives)
    text = values.moment().strftime(template)
    if values.chance(0.3):
        text = values.one(text.replace("0", ""), text + "x", " " + text, text.upper(), text.lower(), values.word(), text.replace(" ", "  "))
    return "library.strptime", ["library", "datetime.datetime.strptime", (text, template), {}], lambda: datetime.datetime.strptime(text, template)


def expressions(values):
    pattern, flags = values.one(*PATTERNS), values.one(0, 0, 0, re.I, re.M, re.S, re.I | re.M, re.A)
    subject = values.word() if values.chance(0.7) else values.one("a_b-c d", "CamelCaseName", "etl_2024_01_31", "2024-01", "abab", "aaab", "a1b2", "x.y/z", "foo  bar\n", "", "abxd", "a]b", "${HOME}/x")
    flags = int(flags)
    name = values.one("sub", "sub", "split", "findall", "escape", "search", "match", "fullmatch")
    if name == "escape":
        return "re.escape", ["library", "re.escape", (subject,), {}], lambda: re.escape(subject)
    keywords = {"flags": flags} if flags else {}
    if name == "sub":
        replacement = values.one(*REPLACEMENTS)
        if values.chance(0.2):
            keywords["count"] = values.random.randrange(3)
        args = (pattern, replacement, subject)
        return "re.sub", ["library", "re.sub", args, keywords], lambda: re.sub(*args, **keywords)
    args = (pattern, subject)
    if name in ("split", "findall"):
        return "re." + name, ["library", "re." + name, args, keywords], lambda: getattr(re, name)(*args, **keywords)
    method, of = values.one(("group", ()), ("group", (1,)), ("groups", ()), ("groupdict", ()), ("span", ()), ("group", ("year",)), ("start", (1,)), ("group", (0, 1)), ("__getitem__", (0,)), ("groups", ("-",)))

    def run():
        found = getattr(re, name)(*args, **keywords)
        return None if found is None else getattr(found, method)(*of)

    return "re." + name, ["matched", "re." + name, args, keywords, method, of], run


def paths(values):
    part = lambda: values.one("a", "/a", "a/b", "a/b/", "", ".", "..", "/", "//", "//x", "///x", "a//b", "../a", "a/../b", "/..", "x.tar.gz", ".bashrc", "a.b/c", "..x", "...", "a/.b.c", "/opt/airflow/dags/x.py", "é/x", values.word())
    name = values.one("join", "join", "basename", "dirname", "split", "splitext", "normpath", "isabs", "splitdrive", "commonprefix", "relpath", "abspath", "normcase")
    if name == "join":
        args = tuple(values.maybe_wrong(part(), 0.03) for _ in range(values.random.randrange(1, 4)))
    elif name == "commonprefix":
        args = ([part() for _ in range(values.random.randrange(4))],)
    elif name == "relpath":
        args = ("/" + part(), "/" + part())
    elif name == "abspath":
        args = ("/" + part(),)
    else:
        args = (values.maybe_wrong(part(), 0.03),)
    return "os.path." + name, ["library", "os.path." + name, args, {}], lambda: getattr(os.path, name)(*args)


def iterating(values):
    some = lambda: values.one(values.list(values.small, 4), values.word()[:4], tuple(values.list(values.word, 4)), {values.word(): 1}, values.maybe_wrong([1, 2]))
    name, args, keywords = values.one(
        ("chain", (some(), some()), {}), ("product", (some(), some()), {}), ("product", (some(),), {"repeat": values.random.randrange(3)}), ("repeat", (values.scalar(), values.small()), {}), ("zip_longest", (some(), some()), {}), ("zip_longest", (some(), some()), {"fillvalue": "-"}),
        ("permutations", (some(),), {}), ("permutations", (some(), values.random.randrange(-1, 4)), {}), ("combinations", (some(), values.random.randrange(-1, 4)), {}), ("combinations_with_replacement", (some(), values.random.randrange(-1, 4)), {}),
        ("islice", (some(), values.one(None, values.small())), {}), ("islice", (some(), values.one(None, 1), values.one(None, 3), values.one(None, 1, 2, 0)), {}), ("accumulate", (some(),), {}), ("accumulate", (values.list(values.int),), {"initial": 5}), ("compress", (some(), [1, 0, 1]), {}), ("chain.from_iterable", ([some(), some()],), {}),
    )
    return "itertools." + name, ["library", "itertools." + name, args, keywords], lambda: list(operator.attrgetter(name)(itertools)(*args, **keywords))


def mathematics(values):
    number = lambda: values.maybe_wrong(values.one(values.int(), values.float()))
    name, args = values.one(
        ("floor", (number(),)), ("ceil", (number(),)), ("trunc", (number(),)), ("sqrt", (number(),)), ("fabs", (number(),)), ("isnan", (number(),)), ("isinf", (number(),)), ("isfinite", (number(),)), ("copysign", (number(), number())),
        ("gcd", (values.int(), values.int())), ("lcm", (values.small(), values.small())), ("factorial", (values.random.randrange(-2, 25),)), ("prod", (values.list(values.small),)), ("comb", (values.random.randrange(-1, 40), values.random.randrange(-1, 20))), ("pow", (values.small(), values.small())), ("pow", (values.float(), values.small())),
    )
    if hasattr(math, name):
        return "math." + name, ["library", "math." + name, args, {}], lambda: getattr(math, name)(*args)
    return mathematics(values)


def operators(values):
    name = values.one("add", "sub", "mul", "truediv", "floordiv", "mod", "eq", "ne", "lt", "le", "gt", "ge", "contains", "getitem", "concat", "neg", "not_")
    args = (values.value(1),) if name in ("neg", "not_") else (values.value(1), values.value(1))
    if name == "mul" and not small_enough("Mult", *args):
        args = (2, 3)
    return "operator." + name, ["library", "operator." + name, args, {}], lambda: getattr(operator, name)(*args)


def texts(values):
    roll = values.random.randrange(8)
    if roll == 0:
        template = "".join(values.list(lambda: values.one("$a", "${b}", "$$", "$", "${", "$a_x", "x", values.word(), "$A", "${a b}"), 5))
        mapping, keywords = {"a": values.scalar(), "b": 1}, values.one({}, {"a": "K"})
        name = values.one("substitute", "safe_substitute")
        return "string.Template", ["library", "string.Template." + name, (template, mapping), keywords], lambda: getattr(string.Template(template), name)(mapping, **keywords)
    if roll == 1:
        args = values.one((values.word(),), (values.word(), "_"), ("a-b-c", "-"), (" the  quick fox ",))
        return "string.capwords", ["library", "string.capwords", args, {}], lambda: string.capwords(*args)
    if roll == 2:
        text = "".join(values.list(lambda: values.one("  a\n", "    b\n", "\n", "\t c\n", "  \n", "x", "   d", "\té\n", "a\r\n"), 6))
        return "textwrap.dedent", ["library", "textwrap.dedent", (text,), {}], lambda: textwrap.dedent(text)
    if roll == 3:
        args = ("".join(values.list(lambda: values.one("a\n", "\n", "  \n", "b", values.word()), 5)), values.one("  ", "# ", ""))
        return "textwrap.indent", ["library", "textwrap.indent", args, {}], lambda: textwrap.indent(*args)
    if roll == 4:
        value = values.one(values.document(), values.value(2), {values.hashable(): values.document(2) for _ in range(3)})
        keywords = values.one({}, {}, {"indent": values.one(2, 0, "\t", None, 4)}, {"sort_keys": True}, {"ensure_ascii": False}, {"separators": (",", ":")}, {"indent": 1, "sort_keys": True, "separators": (", ", ": ")})
        return "json.dumps", ["library", "json.dumps", (value,), keywords], lambda: json.dumps(value, **keywords)
    if roll == 5:
        data = values.one(values.word().encode(), bytes(values.random.randrange(256) for _ in range(values.random.randrange(9))))
        name = values.one("b64encode", "urlsafe_b64encode", "b64decode")
        if name == "b64decode":
            data = values.one(base64.b64encode(data), base64.b64encode(data).decode(), data)
        return "base64." + name, ["library", "base64." + name, (data,), {}], lambda: getattr(base64, name)(data)
    if roll == 6:
        args, keywords = (values.word(),), values.one({}, {"safe": ""}, {"safe": "/:"})
        name = values.one("quote", "quote_plus")
        return "urllib.parse." + name, ["library", "urllib.parse." + name, args, keywords], lambda: getattr(urllib.parse, name)(*args, **keywords)
    data, name = values.word().encode(), values.one("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
    if values.chance(0.3):
        text = values.word()
        return "shlex.quote", ["library", "shlex.quote", (text,), {}], lambda: shlex.quote(text)
    return "hashlib." + name, ["library", f"hashlib.{name}.hexdigest", (data,), {}], lambda: getattr(hashlib, name)(data).hexdigest()


CONSTANTS = [
    "string.ascii_lowercase", "string.ascii_uppercase", "string.ascii_letters", "string.digits", "string.hexdigits", "string.octdigits", "string.punctuation", "string.whitespace", "string.printable",
    "os.sep", "os.linesep", "os.pathsep", "os.curdir", "os.pardir", "os.extsep", "os.devnull", "os.name", "calendar.month_name", "calendar.month_abbr", "calendar.day_name", "calendar.day_abbr",
    "math.pi", "math.e", "math.tau", "math.inf", "re.I", "re.MULTILINE", "re.S", "datetime.MAXYEAR",
]


def constants(values):
    path = values.one(*CONSTANTS)
    module, name = path.split(".", 1)

    def run():
        value = getattr(__import__(module), name)
        return value if isinstance(value, (str, float)) else int(value) if isinstance(value, int) else list(value)

    return "library.constant", ["constant", path], run


# Each with how often it is asked.
FAMILIES = [
    (methods, 24), (maketrans, 1), (byte_methods, 2), (formatting, 14), (braces, 8), (percent, 8), (rendering, 4), (floats, 4), (binary, 12), (unary, 1), (comparing, 8), (truth, 1), (subscripts, 3), (slices, 4), (builtins, 16), (moments, 6), (containers, 3),
    (clocks, 5), (expressions, 10), (paths, 4), (iterating, 3), (mathematics, 3), (operators, 2), (texts, 8), (constants, 1),
]
