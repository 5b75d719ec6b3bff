//! The text of a file as Python's readers read it.
//!
//! What a reader refuses is `Raises` only where that is certain; what these parsers refuse and Python may accept is
//! `Unknown`. YAML's errors are all told as `YAMLError`, their common base.

mod csv;
mod ini;
mod json;
mod toml;
mod yaml;

use super::{Answer, MAX_TEXT};
pub(crate) use yaml::Schema;

/// `json.loads(text)`.
pub(crate) fn json(text: &str) -> Answer {
    small(text, || json::read(text).into())
}

/// `yaml.safe_load(text)`, `yaml.load(text, Loader)`.
pub(crate) fn yaml(text: &str, schema: Schema) -> Answer {
    small(text, || yaml::single(text, schema).into())
}

/// `list(yaml.safe_load_all(text))`, `list(yaml.load_all(text, Loader))`.
pub(crate) fn yaml_all(text: &str, schema: Schema) -> Answer {
    small(text, || yaml::all(text, schema).into())
}

/// `tomllib.loads(text)`.
pub(crate) fn toml(text: &str) -> Answer {
    small(text, || toml::read(text).into())
}

/// How `csv` reads rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Csv {
    /// `delimiter=`
    pub(crate) delimiter: char,
    /// `quotechar=`
    pub(crate) quote: char,
    /// Whether rows are dictionaries by the names in the first (`csv.DictReader`), or lists (`csv.reader`).
    pub(crate) has_names: bool,
}

/// `list(csv.reader(file))` or `list(csv.DictReader(file))`.
pub(crate) fn csv(text: &str, how: Csv) -> Answer {
    small(text, || csv::read(text, how).into())
}

/// `{name: dict(parser[name]) for name in parser}` for a `configparser.ConfigParser`, of which `DEFAULT` comes first.
/// Texts with `%` are not followed: interpolation may change them.
pub(crate) fn ini(text: &str, keeps_case: bool) -> Answer {
    small(text, || ini::read(text, keeps_case).into())
}

fn small(text: &str, read: impl FnOnce() -> Answer) -> Answer {
    if text.len() > MAX_TEXT { Answer::Unknown } else { read() }
}
