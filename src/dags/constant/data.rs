//! The text of a file as Python's readers read it.

use super::Answer;

/// `json.loads(text)`.
pub(crate) fn json(_text: &str) -> Answer {
    Answer::Unknown
}

/// `yaml.safe_load(text)`.
pub(crate) fn yaml(_text: &str) -> Answer {
    Answer::Unknown
}

/// `list(yaml.safe_load_all(text))`.
pub(crate) fn yaml_all(_text: &str) -> Answer {
    Answer::Unknown
}

/// `tomllib.loads(text)`.
pub(crate) fn toml(_text: &str) -> Answer {
    Answer::Unknown
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
pub(crate) fn csv(_text: &str, _how: Csv) -> Answer {
    Answer::Unknown
}

/// The sections of `configparser.ConfigParser`, as dictionaries.
pub(crate) fn ini(_text: &str) -> Answer {
    Answer::Unknown
}
