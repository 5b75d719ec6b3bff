//! The pure functions of the standard library that DAG files use to make names.
//!
//! What gives an object that is no [`Constant`] is offered under the path of its last step, with the arguments of both:
//! `hashlib.sha256.hexdigest(data)`, `string.Template.substitute(template, mapping)`. The match of a regular expression
//! is a [`Match`], from [`matched`]. What gives an iterator gives a list.

mod dumps;
mod encode;
mod iterate;
mod math;
mod path;
mod regular;
mod template;
mod wrap;

use super::arguments::by_place;
use super::{Answer, Constant, Outcome, Stop, builtin, bytes, data, moment};

pub(crate) use regular::matched;

/// A function of the standard library, by its full path: `re.sub`, `os.path.join`, `datetime.datetime.strptime`.
pub(crate) fn call(path: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
    dispatch(path, args, keywords).into()
}

fn dispatch(path: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let Some((module, name)) = path.split_once('.') else { return Err(Stop::Unknown) };
    match module {
        "re" => regular::call(name, args, keywords),
        "os" => match name.strip_prefix("path.") {
            Some(name) => path::call(name, args, keywords),
            None if name == "fspath" => {
                let args = by_place(1, 1, args, keywords)?;
                args.text(0).map(Constant::text)
            }
            None => Err(Stop::Unknown),
        },
        "posixpath" => path::call(name, args, keywords),
        "string" | "shlex" => template::call(path, args, keywords),
        "textwrap" => wrap::call(name, args, keywords),
        "json" => match name {
            "dumps" => dumps::dumps(args, keywords),
            "loads" => {
                let args = by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?;
                match args.need(0)? {
                    Constant::Str(text) => data::json(text).outcome(),
                    Constant::Bytes(bytes) => {
                        let text = bytes::decode(bytes, "utf-8", "strict").map_err(|_| Stop::Unknown)?;
                        data::json(text.as_str().unwrap_or_default()).outcome()
                    }
                    _ => Err(super::TYPE_ERROR),
                }
            }
            _ => Err(Stop::Unknown),
        },
        "datetime" => moment::from_library(name, args, keywords).unwrap_or(Err(Stop::Unknown)),
        "calendar" => moment::calendar(name, args, keywords).unwrap_or(Err(Stop::Unknown)),
        "itertools" => iterate::call(name, args, keywords),
        "operator" => math::operator(name, args, keywords),
        "math" => math::call(name, args, keywords),
        "copy" if matches!(name, "copy" | "deepcopy") => {
            by_place(1, 1, args, keywords).map_err(|_| Stop::Unknown)?.need(0).cloned()
        }
        "builtins" => builtin::call(name, args, keywords).outcome(),
        "base64" | "hashlib" | "urllib" | "binascii" => encode::call(path, args, keywords),
        _ => Err(Stop::Unknown),
    }
}

/// A constant of the standard library: `string.ascii_lowercase`, `os.sep`.
pub(crate) fn constant(path: &str) -> Option<Constant> {
    let text = |text: &str| Some(Constant::text(text));
    let names = |names: &[&str]| {
        let empty = std::iter::once("").take(usize::from(names.len() == 12));
        let short = path.ends_with("_abbr");
        let each = names.iter().map(|name| if short { name.get(..3).unwrap_or(name) } else { name });
        Some(Constant::list(empty.chain(each).map(Constant::text).collect()))
    };
    match path {
        "string.ascii_lowercase" => text("abcdefghijklmnopqrstuvwxyz"),
        "string.ascii_uppercase" => text("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "string.ascii_letters" => text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "string.digits" => text("0123456789"),
        "string.hexdigits" => text("0123456789abcdefABCDEF"),
        "string.octdigits" => text("01234567"),
        "string.punctuation" => text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        "string.whitespace" => text(" \t\n\r\u{b}\u{c}"),
        "string.printable" => text(
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \
             \t\n\r\u{b}\u{c}",
        ),
        "os.sep" | "os.path.sep" => text("/"),
        "os.linesep" => text("\n"),
        "os.pathsep" | "os.path.pathsep" => text(":"),
        "os.curdir" | "os.path.curdir" | "os.extsep" | "os.path.extsep" => text("."),
        "os.pardir" | "os.path.pardir" => text(".."),
        "os.devnull" => text("/dev/null"),
        "os.name" => text("posix"),
        "calendar.month_name" | "calendar.month_abbr" => names(&moment::MONTHS),
        "calendar.day_name" | "calendar.day_abbr" => names(&moment::WEEKDAYS),
        "calendar.MONDAY" => Some(Constant::Int(0)),
        "calendar.SUNDAY" => Some(Constant::Int(6)),
        "math.pi" => Some(Constant::Float(std::f64::consts::PI)),
        "math.e" => Some(Constant::Float(std::f64::consts::E)),
        "math.tau" => Some(Constant::Float(std::f64::consts::TAU)),
        "math.inf" => Some(Constant::Float(f64::INFINITY)),
        "math.nan" => Some(Constant::Float(f64::NAN)),
        "datetime.MINYEAR" => Some(Constant::Int(1)),
        "datetime.MAXYEAR" => Some(Constant::Int(9999)),
        _ => regular::flag(path.strip_prefix("re.")?),
    }
}
