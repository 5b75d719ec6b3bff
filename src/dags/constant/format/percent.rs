//! `template % value`, as CPython's `unicode_format` reads it.

use super::super::{
    Constant, KEY_ERROR, MAX_TEXT, OVERFLOW_ERROR, Outcome, Stop, TYPE_ERROR, VALUE_ERROR, container, render,
};
use super::number::{self, Digits};

/// A conversion specifier: `%(key)-08.3f`.
#[derive(Debug, Default)]
struct Field {
    is_left: bool,
    has_plus: bool,
    has_blank: bool,
    is_alternate: bool,
    has_zero: bool,
    width: usize,
    precision: Option<usize>,
}

/// The values, handed out one by one.
struct Values<'a> {
    all: &'a Constant,
    each: &'a [Constant],
    next: usize,
}

/// `template % value`.
pub(super) fn percent(template: &str, value: &Constant) -> Outcome<String> {
    let each = match value {
        Constant::Tuple(items) => &**items,
        other => std::slice::from_ref(other),
    };
    let mut values = Values { all: value, each, next: 0 };
    // What has `[]` may be a mapping of which not all is used.
    let is_mapping = matches!(value, Constant::Dict(_) | Constant::List(_) | Constant::Bytes(_));
    let mut uses_keys = false;
    let mut out = String::new();
    let characters: Vec<char> = template.chars().collect();
    let mut rest = characters.as_slice();
    loop {
        match rest {
            [] => break,
            ['%', after @ ..] => rest = field(after, &mut values, &mut uses_keys, is_mapping, &mut out)?,
            [c, after @ ..] => {
                out.push(*c);
                rest = after;
            }
        }
        if out.len() > MAX_TEXT {
            return Err(Stop::Unknown);
        }
    }
    if !uses_keys && !is_mapping && values.next < each.len() {
        return Err(TYPE_ERROR);
    }
    Ok(out)
}

impl<'a> Values<'a> {
    fn take(&mut self) -> Outcome<&'a Constant> {
        let value = self.each.get(self.next).ok_or(TYPE_ERROR)?;
        self.next += 1;
        Ok(value)
    }
}

/// One field, from behind its sign; what follows it.
fn field<'t>(
    text: &'t [char],
    values: &mut Values<'_>,
    uses_keys: &mut bool,
    is_mapping: bool,
    out: &mut String,
) -> Outcome<&'t [char]> {
    let mut rest = text;
    let mut keyed = None;
    if let ['(', after @ ..] = rest {
        if !is_mapping {
            return Err(TYPE_ERROR);
        }
        let (key, after) = key(after)?;
        let Constant::Dict(pairs) = values.all else { return Err(Stop::Unknown) };
        keyed = Some(container::get(pairs, &Constant::text(key))?.ok_or(KEY_ERROR)?);
        *uses_keys = true;
        rest = after;
    } else if *uses_keys && !matches!(rest, ['%', ..]) {
        // After a key, what has none takes a value of its own, or none is left.
        return Err(Stop::Unknown);
    }
    let mut field = Field::default();
    rest = flags(rest, &mut field);
    // A width that is a value of its own, beside a key.
    if keyed.is_some() && rest.iter().take_while(|c| matches!(c, '.' | '*' | '0'..='9')).any(|c| *c == '*') {
        return Err(Stop::Unknown);
    }
    rest = match rest {
        ['*', after @ ..] => {
            let width = values.take()?.as_int().ok_or(TYPE_ERROR)?;
            field.is_left |= width < 0;
            field.width = small(width.unsigned_abs())?;
            after
        }
        _ => digits(rest, &mut field.width)?,
    };
    if let ['.', after @ ..] = rest {
        let mut precision = 0;
        rest = match after {
            ['*', after @ ..] => {
                let given = values.take()?.as_int().ok_or(TYPE_ERROR)?;
                precision = small(given.max(0).unsigned_abs())?;
                after
            }
            _ => digits(after, &mut precision)?,
        };
        field.precision = Some(precision);
    }
    if let ['h' | 'l' | 'L', after @ ..] = rest {
        rest = after;
    }
    let [letter, after @ ..] = rest else { return Err(VALUE_ERROR) };
    if *letter == '%' {
        // What stands between two signs is ignored, or not, by version.
        if text.len() != rest.len() {
            return Err(Stop::Unknown);
        }
        out.push('%');
        return Ok(after);
    }
    let value = match &keyed {
        Some(value) => value,
        None => values.take()?,
    };
    out.push_str(&field.convert(*letter, value)?);
    Ok(after)
}

/// The key between parentheses, which may hold more of them.
fn key(text: &[char]) -> Outcome<(String, &[char])> {
    let mut depth = 1;
    for (place, c) in text.iter().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok((text[..place].iter().collect(), &text[place + 1..]));
        }
    }
    Err(VALUE_ERROR)
}

fn flags<'t>(mut rest: &'t [char], field: &mut Field) -> &'t [char] {
    while let [flag, after @ ..] = rest {
        match flag {
            '-' => field.is_left = true,
            '+' => field.has_plus = true,
            ' ' => field.has_blank = true,
            '#' => field.is_alternate = true,
            '0' => field.has_zero = true,
            _ => break,
        }
        rest = after;
    }
    rest
}

fn digits<'t>(mut rest: &'t [char], value: &mut usize) -> Outcome<&'t [char]> {
    while let [c @ '0'..='9', after @ ..] = rest {
        let digit = u64::from(u32::from(*c) - u32::from('0'));
        *value = small(u64::try_from(*value).map_err(|_| Stop::Unknown)? * 10 + digit)?;
        rest = after;
    }
    Ok(rest)
}

fn small(value: u64) -> Outcome<usize> {
    usize::try_from(value).ok().filter(|value| *value <= 100_000).ok_or(Stop::Unknown)
}

impl Field {
    fn convert(&self, letter: char, value: &Constant) -> Outcome<String> {
        match letter {
            's' => Ok(self.text(&render::display(value)?)),
            'r' => Ok(self.text(&render::representation(value)?)),
            'a' => Ok(self.text(&render::ascii(value)?)),
            'c' => Ok(self.pad("", &character(value)?, false)),
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => self.int(letter, value),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let value = super::super::number::as_float(value).ok_or(TYPE_ERROR)?;
                let digits =
                    number::float(value, letter, self.precision.unwrap_or(6), self.is_alternate, false)?;
                if !value.is_finite() && self.has_zero {
                    return Err(Stop::Unknown);
                }
                Ok(self.number(&digits))
            }
            _ => Err(VALUE_ERROR),
        }
    }

    fn text(&self, text: &str) -> String {
        let cut: String = text.chars().take(self.precision.unwrap_or(usize::MAX)).collect();
        self.pad("", &cut, false)
    }

    fn int(&self, letter: char, value: &Constant) -> Outcome<String> {
        let is_decimal = matches!(letter, 'd' | 'i' | 'u');
        let value = match value {
            Constant::Float(value) if is_decimal => truncated(*value)?,
            _ => value.as_int().ok_or(TYPE_ERROR)?,
        };
        let magnitude = value.unsigned_abs();
        let (prefix, mut whole) = match letter {
            'o' => ("0o", format!("{magnitude:o}")),
            'x' => ("0x", format!("{magnitude:x}")),
            'X' => ("0X", format!("{magnitude:X}")),
            _ => ("", magnitude.to_string()),
        };
        let missing = self.precision.unwrap_or(0).saturating_sub(whole.len());
        whole.insert_str(0, &"0".repeat(missing));
        let prefix = if self.is_alternate { prefix } else { "" }.to_owned();
        Ok(self.number(&Digits { is_negative: value < 0, prefix, whole, rest: String::new() }))
    }

    fn number(&self, digits: &Digits) -> String {
        let sign = match digits.is_negative {
            true => "-",
            false if self.has_plus => "+",
            false if self.has_blank => " ",
            false => "",
        };
        self.pad(
            &format!("{sign}{}", digits.prefix),
            &format!("{}{}", digits.whole, digits.rest),
            self.has_zero,
        )
    }

    fn pad(&self, head: &str, body: &str, is_zero: bool) -> String {
        let missing = self.width.saturating_sub(head.chars().count() + body.chars().count());
        if self.is_left {
            format!("{head}{body}{}", " ".repeat(missing))
        } else if is_zero {
            format!("{head}{}{body}", "0".repeat(missing))
        } else {
            format!("{}{head}{body}", " ".repeat(missing))
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "within the range of i64")]
fn truncated(value: f64) -> Outcome<i64> {
    if value.is_nan() {
        return Err(VALUE_ERROR);
    }
    if value.is_infinite() {
        return Err(OVERFLOW_ERROR);
    }
    if value.abs() < 9e18 { Ok(value.trunc() as i64) } else { Err(Stop::Unknown) }
}

fn character(value: &Constant) -> Outcome<String> {
    match value {
        Constant::Str(text) if text.chars().count() == 1 => Ok(text.to_string()),
        Constant::Str(_) => Err(TYPE_ERROR),
        _ => {
            let number =
                u32::try_from(value.as_int().ok_or(TYPE_ERROR)?).ok().filter(|number| *number <= 0x10_ffff);
            char::from_u32(number.ok_or(OVERFLOW_ERROR)?).map(String::from).ok_or(Stop::Unknown)
        }
    }
}
