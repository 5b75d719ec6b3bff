//! What `dir` shows of each type of Python in 3.9 to 3.13, but for what begins with an underscore.

#[rustfmt::skip]
pub(super) const TEXT: &[&str] = &[
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map",
    "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
    "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip",
    "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
];
/// With those of `bytearray`.
#[rustfmt::skip]
pub(super) const BYTES: &[&str] = &[
    "append", "capitalize", "center", "clear", "copy", "count", "decode", "endswith", "expandtabs", "extend",
    "find", "fromhex", "hex", "index", "insert", "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace",
    "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans", "partition", "pop", "remove",
    "removeprefix", "removesuffix", "replace", "reverse", "rfind", "rindex", "rjust", "rpartition", "rsplit",
    "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
];
/// With those of `deque`, `range`, views of dictionaries, generators and `os.scandir`.
#[rustfmt::skip]
pub(super) const LIST: &[&str] = &[
    "append", "appendleft", "clear", "close", "copy", "count", "extend", "extendleft", "gi_code", "gi_frame",
    "gi_running", "gi_suspended", "gi_yieldfrom", "index", "insert", "isdisjoint", "mapping", "maxlen", "pop",
    "popleft", "remove", "reverse", "rotate", "send", "sort", "start", "step", "stop", "throw",
];
/// With those of `OrderedDict`, `Counter`, `defaultdict` and `ChainMap`.
#[rustfmt::skip]
pub(super) const DICT: &[&str] = &[
    "clear", "copy", "default_factory", "elements", "fromkeys", "get", "items", "keys", "maps", "most_common",
    "move_to_end", "new_child", "parents", "pop", "popitem", "setdefault", "subtract", "total", "update", "values",
];
#[rustfmt::skip]
pub(super) const SET: &[&str] = &[
    "add", "clear", "copy", "difference", "difference_update", "discard", "intersection", "intersection_update",
    "isdisjoint", "issubset", "issuperset", "pop", "remove", "symmetric_difference", "symmetric_difference_update",
    "union", "update",
];
#[rustfmt::skip]
pub(super) const TUPLE: &[&str] = &[
    "count", "index",
];
#[rustfmt::skip]
pub(super) const INT: &[&str] = &[
    "as_integer_ratio", "bit_count", "bit_length", "conjugate", "denominator", "from_bytes", "imag", "is_integer",
    "numerator", "real", "to_bytes",
];
#[rustfmt::skip]
pub(super) const FLOAT: &[&str] = &[
    "as_integer_ratio", "conjugate", "fromhex", "hex", "imag", "is_integer", "real",
];
#[rustfmt::skip]
pub(super) const DATE: &[&str] = &[
    "ctime", "day", "fromisocalendar", "fromisoformat", "fromordinal", "fromtimestamp", "isocalendar", "isoformat",
    "isoweekday", "max", "min", "month", "replace", "resolution", "strftime", "strptime", "timetuple", "today",
    "toordinal", "weekday", "year",
];
#[rustfmt::skip]
pub(super) const DATE_TIME: &[&str] = &[
    "astimezone", "combine", "ctime", "date", "day", "dst", "fold", "fromisocalendar", "fromisoformat",
    "fromordinal", "fromtimestamp", "hour", "isocalendar", "isoformat", "isoweekday", "max", "microsecond", "min",
    "minute", "month", "now", "replace", "resolution", "second", "strftime", "strptime", "time", "timestamp",
    "timetuple", "timetz", "today", "toordinal", "tzinfo", "tzname", "utcfromtimestamp", "utcnow", "utcoffset",
    "utctimetuple", "weekday", "year",
];
#[rustfmt::skip]
pub(super) const TIME_DELTA: &[&str] = &[
    "days", "max", "microseconds", "min", "resolution", "seconds", "total_seconds",
];
/// What decorators that are taken to change nothing put there: `functools.lru_cache`, `singledispatch`.
#[rustfmt::skip]
pub(super) const FUNCTION: &[&str] =
    &[
    "cache_clear", "cache_info", "cache_parameters", "dispatch", "register", "registry",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_attributes_are_sorted() {
        let all = [TEXT, BYTES, LIST, DICT, SET, TUPLE, INT, FLOAT, DATE, DATE_TIME, TIME_DELTA, FUNCTION];
        for names in all {
            assert!(names.is_sorted(), "{names:?}");
        }
    }
}
