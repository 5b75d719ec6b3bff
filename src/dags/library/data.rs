//! Files of the package that are read as data while it is imported: JSON, YAML, TOML and CSV.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::constant::data::Schema;
use super::super::constant::{self, Constant, data};
use super::super::interpret::{Interpreter, Run};
use super::super::method::file::is_file;
use super::super::object::List;
use super::super::setting::is_setting;
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    /// JSON, YAML, TOML and CSV files of the package, read while it is imported.
    pub(super) fn read_data(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if matches!(arguments.positional.as_slice(), [one @ Value::OneOf(_)] if is_setting(one)) {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.read_data(path, arguments, site)
            }));
        }
        let text = match arguments.positional.first().or_else(|| arguments.keyword("stream")) {
            Some(Value::Bound(file)) if is_file(file) => {
                let read = self.read_file(file);
                read.and_then(|read| text_of(path, &read))
            }
            Some(given) if !path.ends_with(".load") || path.starts_with("yaml") => text_of(path, given),
            Some(Value::Located(located)) if path.starts_with("toml.") => self.text_at(&located.path),
            _ => None,
        };
        let (Some(text), Some(schema)) = (text, schema(path, arguments)) else {
            return Ok(Value::Unknown(why));
        };
        self.weigh_reading(&text);
        let answer = match path {
            "json.load" | "json.loads" if arguments.keywords.is_empty() => data::json(&text),
            "yaml.safe_load_all" | "yaml.load_all" | "yaml.full_load_all" => data::yaml_all(&text, schema),
            path if path.starts_with("yaml.") => data::yaml(&text, schema),
            path if path.starts_with("toml") => data::toml(&text),
            _ => return Ok(Value::Unknown(why)),
        };
        match answer {
            constant::Answer::Known(known) => Ok(self.value_of(known)),
            constant::Answer::Raises(class) => {
                let words = self.words(why);
                Err(self.raised_at(class, site.range, &format!("`{words}` reads what is not valid")))
            }
            constant::Answer::Unknown => {
                // What these readers do not follow, Python's may refuse.
                let is_strict = path.starts_with("yaml.safe_load") || path.starts_with("toml");
                if is_strict && text.len() <= constant::MAX_TEXT {
                    self.hazard(why, "", true);
                }
                Ok(Value::Unknown(why))
            }
        }
    }

    /// The rows of a CSV file of the package.
    pub(super) fn read_rows(
        &mut self,
        with_names: bool,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let text = match arguments.positional.first() {
            Some(of @ Value::Bound(file)) if is_file(file) => {
                let text = self.file_text(file);
                // It is read row by row, as these are asked for.
                self.lose_place(of);
                text
            }
            _ => None,
        };
        let (Some(text), 1) = (text, arguments.positional.len()) else { return Ok(unknown) };
        let delimiter = match arguments.keyword("delimiter").map(Value::as_str) {
            None => ',',
            Some(Some(text)) if text.chars().count() == 1 => text.chars().next().unwrap_or(','),
            Some(_) => return Ok(unknown),
        };
        if arguments.keywords.iter().any(|(key, _)| &**key != "delimiter") {
            return Ok(unknown);
        }
        self.weigh_reading(&text);
        let how = data::Csv { delimiter, quote: '"', has_names: with_names };
        let constant::Answer::Known(Constant::List(rows)) = data::csv(&text, how) else { return Ok(unknown) };
        let items = rows.iter().map(|row| self.value_of(row.clone())).collect();
        Ok(self.iterator(List::of(items)))
    }
}

/// How the loader that is given reads scalars; `None` for one that may have resolvers of its own.
fn schema(path: &str, arguments: &Arguments<'_>) -> Option<Schema> {
    if !matches!(path, "yaml.load" | "yaml.load_all") {
        return Some(Schema::Safe);
    }
    match arguments.get(1, "Loader") {
        // The default of releases before 6.
        None => Some(Schema::Safe),
        Some(Value::External(loader)) => match loader.rsplit('.').next()? {
            "BaseLoader" | "CBaseLoader" => Some(Schema::Text),
            "SafeLoader" | "CSafeLoader" | "FullLoader" | "CFullLoader" | "Loader" | "CLoader"
            | "UnsafeLoader" | "CUnsafeLoader" => Some(Schema::Safe),
            _ => None,
        },
        // One of several names of the same.
        Some(Value::OneOf(all)) => {
            let mut schemas = all.iter().map(|one| schema(path, &Arguments::of([Value::None, one.clone()])));
            let first = schemas.next()??;
            schemas.all(|other| other == Some(first)).then_some(first)
        }
        Some(_) => None,
    }
}

/// What a reader reads of a text, or of bytes.
fn text_of(path: &str, given: &Value<'_>) -> Option<Rc<str>> {
    let known = match given {
        Value::Str(text) => return Some(text.shared()),
        Value::Plain(known) => known,
        _ => return None,
    };
    let Constant::Bytes(bytes) = known.as_ref() else { return None };
    let text = std::str::from_utf8(bytes).ok()?;
    if !path.starts_with("json.") {
        return Some(text.replace("\r\n", "\n").into());
    }
    // `json.detect_encoding`: bytes may begin with a mark, which text may not; zeros are of UTF-16 and UTF-32.
    (!bytes.contains(&0)).then(|| text.strip_prefix('\u{feff}').unwrap_or(text).into())
}

pub(super) fn is_reader(path: &str) -> bool {
    matches!(
        path,
        "json.load"
            | "json.loads"
            | "yaml.safe_load"
            | "yaml.load"
            | "yaml.full_load"
            | "yaml.safe_load_all"
            | "yaml.load_all"
            | "yaml.full_load_all"
            | "tomllib.load"
            | "tomllib.loads"
            | "tomli.load"
            | "tomli.loads"
            | "toml.load"
            | "toml.loads"
    )
}
