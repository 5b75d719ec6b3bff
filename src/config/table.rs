//! Reading a TOML table key by key, with the place of everything that is wrong.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::ConfigError;

/// The file that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
}

impl Source<'_> {
    pub(super) fn error(self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        ConfigError::new(message).at(self.path, self.text, span)
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    source: Source<'a>,
    key: &'a str,
    value: &'a Spanned<DeValue<'a>>,
}

/// A table whose keys are taken one by one; [`Table::finish`] refuses those that nobody took.
#[derive(Debug)]
pub(super) struct Table<'a> {
    source: Source<'a>,
    rest: Vec<(&'a Spanned<DeString<'a>>, &'a Spanned<DeValue<'a>>)>,
    known: Vec<&'static str>,
}

impl<'a> Table<'a> {
    pub(super) fn new(source: Source<'a>, table: &'a DeTable<'a>) -> Self {
        Self { source, rest: table.iter().collect(), known: Vec::new() }
    }

    /// Takes a key that the program knows.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Value<'a>> {
        self.known.push(key);
        let at = self.rest.iter().position(|(name, _)| name.get_ref() == key)?;
        let (name, value) = self.rest.swap_remove(at);
        Some(Value { source: self.source, key: name.get_ref(), value })
    }

    /// Takes every key, for a table whose keys are the user's: the key, its place, its value.
    pub(super) fn take_all(&mut self) -> Vec<(&'a str, Range<usize>, Value<'a>)> {
        let mut all: Vec<_> = std::mem::take(&mut self.rest)
            .into_iter()
            .map(|(name, value)| {
                let key: &str = name.get_ref();
                (key, name.span(), Value { source: self.source, key, value })
            })
            .collect();
        all.sort_by_key(|(_, span, _)| span.start);
        all
    }

    /// Refuses a key that nobody took, and suggests the one that was meant.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        let Some((key, _)) = self.rest.iter().min_by_key(|(key, _)| key.span().start) else {
            return Ok(());
        };
        let name = key.get_ref().as_ref();
        let error = self.source.error(key.span(), format!("unknown key `{}`", name.escape_debug()));
        Err(match nearest(name, &self.known) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help(format!("the keys are {}", quoted(&self.known))),
        })
    }
}

/// The word of `known` that a person who wrote `name` most likely meant.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = name.replace('_', "-").to_lowercase();
    known
        .iter()
        .map(|word| (strsim::jaro_winkler(&name, word), *word))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word)
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl<'a> Value<'a> {
    fn wrong_type(self, wanted: &str) -> ConfigError {
        let is = match self.value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        self.error(format!("`{}` is {is}; it must be {wanted}", self.key))
    }

    /// An error that points at the value.
    pub(super) fn error(self, message: impl Into<String>) -> ConfigError {
        self.source.error(self.value.span(), message)
    }

    /// The value as a table.
    pub(super) fn table(self) -> Result<Table<'a>, ConfigError> {
        match self.value.get_ref() {
            DeValue::Table(table) => Ok(Table::new(self.source, table)),
            _ => Err(self.wrong_type("a table")),
        }
    }

    /// The value as a text, parsed.
    pub(super) fn parse<T: FromStr<Err: ToString>>(self) -> Result<T, ConfigError> {
        match self.value.get_ref() {
            DeValue::String(text) => text.parse().map_err(|error: T::Err| self.error(error.to_string())),
            DeValue::Integer(_) | DeValue::Float(_) => {
                let written = self.source.text.get(self.value.span()).unwrap_or_default();
                Err(self.wrong_type("a string").help(format!("write `{} = \"{written}\"`", self.key)))
            }
            _ => Err(self.wrong_type("a string")),
        }
    }

    /// The value as a text, or as several in an array, parsed.
    pub(super) fn one_or_list<T: FromStr<Err: ToString>>(self) -> Result<Vec<T>, ConfigError> {
        match self.value.get_ref() {
            DeValue::Array(_) => self.list(),
            DeValue::String(_) => Ok(vec![self.parse()?]),
            _ => Err(self.wrong_type("a string, or an array of strings")),
        }
    }

    /// The value as an array.
    pub(super) fn array(self) -> Result<Vec<Self>, ConfigError> {
        match self.value.get_ref() {
            DeValue::Array(items) => Ok(items.iter().map(|value| Self { value, ..self }).collect()),
            DeValue::String(_) => {
                let written = self.source.text.get(self.value.span()).unwrap_or_default();
                Err(self
                    .wrong_type("an array of strings")
                    .help(format!("write `{} = [{written}]`", self.key)))
            }
            _ => Err(self.wrong_type("an array of strings")),
        }
    }

    /// The value as an array of texts, each parsed.
    pub(super) fn list<T: FromStr<Err: ToString>>(self) -> Result<Vec<T>, ConfigError> {
        self.array()?.into_iter().map(Value::parse).collect()
    }
}
