//! The pure functions of the standard library that DAG files use to make names.

use super::{Answer, Constant};

/// A function of the standard library, by its full path: `re.sub`, `os.path.join`, `datetime.datetime.strptime`.
pub(crate) fn call(_path: &str, _args: &[Constant], _keywords: &[(&str, Constant)]) -> Answer {
    Answer::Unknown
}

/// A constant of the standard library: `string.ascii_lowercase`, `os.sep`.
pub(crate) fn constant(_path: &str) -> Option<Constant> {
    None
}
