//! The mini-language of format specifiers: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.

use super::super::{Outcome, Stop, VALUE_ERROR};

/// A specifier that was read.
#[derive(Debug, Clone)]
pub(super) struct Specifier {
    pub(super) fill: char,
    pub(super) align: char,
    pub(super) sign: Option<char>,
    pub(super) is_alternate: bool,
    pub(super) width: usize,
    pub(super) grouping: Option<char>,
    pub(super) precision: Option<usize>,
    /// The letter at the end, or the default of the value's class.
    pub(super) kind: char,
}

fn is_align(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '^')
}

impl Specifier {
    /// Reads a specifier, in the order of CPython's `parse_internal_render_format_spec`.
    pub(super) fn read(spec: &str, default_kind: char, default_align: char) -> Outcome<Specifier> {
        let characters: Vec<char> = spec.chars().collect();
        let mut rest = characters.as_slice();
        let (mut fill, mut align) = (None, None);
        match rest {
            [first, second, after @ ..] if is_align(*second) => {
                (fill, align, rest) = (Some(*first), Some(*second), after);
            }
            [first, after @ ..] if is_align(*first) => (align, rest) = (Some(*first), after),
            _ => {}
        }
        let mut take = |wanted: &[char]| match rest {
            [first, after @ ..] if wanted.contains(first) => {
                rest = after;
                Some(*first)
            }
            _ => None,
        };
        let sign = take(&['+', '-', ' ']);
        if take(&['z']).is_some() {
            // Since 3.11.
            return Err(Stop::Unknown);
        }
        let is_alternate = take(&['#']).is_some();
        if fill.is_none() && take(&['0']).is_some() {
            fill = Some('0');
            if align.is_none() {
                // For texts, 3.10 changed what a zero means.
                if default_align == '<' {
                    return Err(Stop::Unknown);
                }
                align = Some('=');
            }
        }
        let width = number(&mut rest)?.unwrap_or(0);
        let mut grouping = None;
        while let [first @ (',' | '_'), after @ ..] = rest {
            if grouping.replace(*first).is_some() {
                return Err(VALUE_ERROR);
            }
            rest = after;
        }
        let mut precision = None;
        if let ['.', after @ ..] = rest {
            rest = after;
            precision = Some(number(&mut rest)?.ok_or_else(|| missing_precision(rest))?);
            if let [',' | '_', ..] = rest {
                // Since 3.14.
                return Err(Stop::Unknown);
            }
        }
        let kind = match rest {
            [] => default_kind,
            [kind] => *kind,
            _ => return Err(VALUE_ERROR),
        };
        let is_groupable = match grouping {
            None => true,
            Some('_') if matches!(kind, 'b' | 'o' | 'x' | 'X') => true,
            Some(_) => matches!(kind, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0'),
        };
        if !is_groupable {
            return Err(VALUE_ERROR);
        }
        Ok(Specifier {
            fill: fill.unwrap_or(' '),
            align: align.unwrap_or(default_align),
            sign,
            is_alternate,
            width,
            grouping,
            precision,
            kind,
        })
    }
}

/// 3.14 groups the digits behind the point, with or without a precision.
fn missing_precision(rest: &[char]) -> Stop {
    if matches!(rest, [',' | '_', ..]) { Stop::Unknown } else { VALUE_ERROR }
}

/// The digits at the beginning, if any. A width that no answer could hold is unknown.
fn number(rest: &mut &[char]) -> Outcome<Option<usize>> {
    let mut value: Option<usize> = None;
    while let [digit, after @ ..] = *rest {
        let Some(digit) = digit.to_digit(10) else {
            // Other scripts have digits too.
            if digit.is_numeric() {
                return Err(Stop::Unknown);
            }
            break;
        };
        let digit = usize::try_from(digit).map_err(|_| Stop::Unknown)?;
        let next = value.unwrap_or(0).saturating_mul(10).saturating_add(digit);
        if next > 100_000 {
            return Err(Stop::Unknown);
        }
        value = Some(next);
        *rest = after;
    }
    Ok(value)
}
