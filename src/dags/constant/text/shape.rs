//! `center`, `ljust`, `rjust`, `zfill` and `expandtabs`.

use super::super::arguments::{bind, by_place};
use super::super::{Constant, MAX_TEXT, Outcome, Stop, TYPE_ERROR, bounded};

/// How many characters are missing to a width.
fn missing(text: &str, width: i64) -> Outcome<usize> {
    let width = usize::try_from(width.max(0)).map_err(|_| Stop::Unknown)?;
    let missing = width.saturating_sub(text.chars().count());
    if missing > MAX_TEXT { Err(Stop::Unknown) } else { Ok(missing) }
}

/// `center`, `ljust` and `rjust`.
pub(super) fn justify(text: &str, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 2, args, keywords)?;
    let width = args.int(0)?;
    let mut fill = args.text_or(1, " ")?.chars();
    let (Some(fill), None) = (fill.next(), fill.next()) else { return Err(TYPE_ERROR) };
    let missing = missing(text, width)?;
    let left = match name {
        "ljust" => 0,
        "rjust" => missing,
        // An odd rest goes left when the width is odd (`unicode_center_impl`).
        _ => missing / 2 + usize::from(missing % 2 == 1 && width % 2 == 1),
    };
    let pad = |count: usize| fill.to_string().repeat(count);
    bounded(format!("{}{text}{}", pad(left), pad(missing - left)))
}

/// `zfill`: the zeros go behind a sign.
pub(super) fn zfill(text: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 1, args, keywords)?;
    let zeros = "0".repeat(missing(text, args.int(0)?)?);
    let (sign, rest) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    bounded(format!("{sign}{zeros}{rest}"))
}

/// `expandtabs`.
pub(super) fn expandtabs(text: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["tabsize"], 0, args, keywords)?;
    let size = usize::try_from(args.int_or(0, 8)?.max(0)).map_err(|_| Stop::Unknown)?;
    let mut out = String::new();
    let mut column = 0usize;
    for c in text.chars() {
        match c {
            '\t' if size == 0 => {}
            '\t' => {
                let spaces = size - column % size;
                if out.len().saturating_add(spaces) > MAX_TEXT {
                    return Err(Stop::Unknown);
                }
                out.push_str(&" ".repeat(spaces));
                column += spaces;
            }
            _ => {
                out.push(c);
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    bounded(out)
}
