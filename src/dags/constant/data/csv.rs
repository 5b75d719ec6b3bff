//! `csv.reader` and `csv.DictReader`, with the rules of the dialect `excel` (CPython `_csv.c`).

use super::super::{Constant, Outcome, Stop, container, few};
use super::Csv;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a quote that may end the field.
    AfterQuote,
}

/// Reads all rows.
pub(super) fn read(text: &str, how: Csv) -> Outcome {
    let text = text.replace("\r\n", "\n");
    if text.contains(['\r', '\0']) || how.delimiter == how.quote {
        return Err(Stop::Unknown);
    }
    let rows = rows(&text, how)?;
    if !how.has_names {
        return Ok(Constant::list(rows.into_iter().map(|row| texts(&row)).collect()));
    }
    let mut rows = rows.into_iter();
    // The first row names the fields, even if it is empty; empty rows are skipped after it.
    let Some(names) = rows.next() else { return Ok(Constant::list(Vec::new())) };
    let mut all = Vec::new();
    for row in rows.filter(|row| !row.is_empty()) {
        let mut pairs: Vec<(Constant, Constant)> = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let value = row.get(place).map_or(Constant::None, |text| Constant::text(text.as_str()));
            pairs.push((Constant::text(name.as_str()), value));
        }
        if let Some(more) = row.get(names.len()..).filter(|more| !more.is_empty()) {
            pairs.push((Constant::None, texts(more)));
        }
        all.push(container::dict(pairs)?);
    }
    Ok(Constant::list(all))
}

fn texts(row: &[String]) -> Constant {
    Constant::list(row.iter().map(|text| Constant::text(text.as_str())).collect())
}

fn rows(text: &str, how: Csv) -> Outcome<Vec<Vec<String>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut at = At::FieldStart;
    let mut cells = 0;
    for c in text.chars() {
        if at == At::Quoted {
            if c == how.quote {
                at = At::AfterQuote;
            } else {
                field.push(c);
            }
        } else if at == At::AfterQuote && c == how.quote {
            field.push(c);
            at = At::Quoted;
        } else if c == '\n' {
            // A line without anything is a row without fields.
            if at != At::FieldStart || !row.is_empty() {
                row.push(std::mem::take(&mut field));
            }
            rows.push(std::mem::take(&mut row));
            few(rows.len())?;
            at = At::FieldStart;
        } else if c == how.delimiter {
            row.push(std::mem::take(&mut field));
            at = At::FieldStart;
            cells += 1;
            few(cells / 10)?;
        } else if at == At::FieldStart && c == how.quote {
            at = At::Quoted;
        } else {
            field.push(c);
            at = At::Plain;
        }
        // `csv.field_size_limit()`
        if field.len() > 131_072 {
            return Err(Stop::Unknown);
        }
    }
    if at != At::FieldStart || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    Ok(rows)
}
