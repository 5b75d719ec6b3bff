//! `datetime.datetime.strptime`, as CPython's `_strptime` builds one pattern from the format.

use regex::Regex;

use super::super::{Outcome, Stop, VALUE_ERROR};
use super::strftime::MONTHS;
use super::{Date, DateTime};

/// The longest format and text that are followed.
const LONGEST: usize = 200;

/// The moment that a text names in this format.
pub(super) fn strptime(text: &str, format: &str) -> Outcome<DateTime> {
    if !text.is_ascii() || !format.is_ascii() || text.len() > LONGEST || format.len() > LONGEST {
        return Err(Stop::Unknown);
    }
    let (pattern, letters) = pattern(format)?;
    let regex = Regex::new(&pattern).map_err(|_| Stop::Unknown)?;
    let found = regex.captures(text).ok_or(VALUE_ERROR)?;
    if found.get(0).map(|whole| whole.end()) != Some(text.len()) {
        return Err(VALUE_ERROR);
    }
    let mut read = Reading::default();
    for letter in letters {
        let part = found.name(&letter.to_string()).map_or("", |part| part.as_str());
        read.take(letter, part)?;
    }
    read.moment()
}

/// The pattern of a format, and its directives in order.
fn pattern(format: &str) -> Outcome<(String, Vec<char>)> {
    let mut out = "(?i)^".to_owned();
    let mut letters: Vec<char> = Vec::new();
    let mut characters = format.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_ascii_whitespace() || c == '\u{b}' {
            while characters.next_if(|c| c.is_ascii_whitespace() || *c == '\u{b}').is_some() {}
            out += r"\s+";
            continue;
        }
        if c != '%' {
            out += &regex::escape(&c.to_string());
            continue;
        }
        let letter = characters.next().ok_or(Stop::Unknown)?;
        if letter == '%' {
            out.push('%');
            continue;
        }
        if letters.contains(&letter) {
            return Err(Stop::Unknown);
        }
        let inside = match letter {
            'd' => r"3[0-1]|[1-2][0-9]|0[1-9]|[1-9]| [1-9]",
            'f' => "[0-9]{1,6}",
            'H' => "2[0-3]|[0-1][0-9]|[0-9]",
            'I' => "1[0-2]|0[1-9]|[1-9]",
            'm' => "1[0-2]|0[1-9]|[1-9]",
            'M' => "[0-5][0-9]|[0-9]",
            'S' => "6[0-1]|[0-5][0-9]|[0-9]",
            'y' => "[0-9][0-9]",
            'Y' => "[0-9][0-9][0-9][0-9]",
            'p' => "am|pm",
            'z' => r"[+-][0-9][0-9]:?[0-5][0-9](?::?[0-5][0-9](?:\.[0-9]{1,6})?)?|(?-i:Z)",
            'B' => "september|february|november|december|january|october|august|march|april|june|july|may",
            'b' => "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
            _ => return Err(Stop::Unknown),
        };
        out += &format!("(?P<{letter}>{inside})");
        letters.push(letter);
    }
    Ok((out, letters))
}

#[derive(Debug)]
struct Reading {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    /// Of a clock of twelve hours.
    half_hour: Option<i64>,
    is_afternoon: bool,
    minute: i64,
    second: i64,
    microsecond: i64,
    offset: Option<i32>,
    has_year: bool,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            year: 1900,
            month: 1,
            day: 1,
            hour: 0,
            half_hour: None,
            is_afternoon: false,
            minute: 0,
            second: 0,
            microsecond: 0,
            offset: None,
            has_year: false,
        }
    }
}

impl Reading {
    fn take(&mut self, letter: char, part: &str) -> Outcome<()> {
        let number = || part.trim().parse::<i64>().map_err(|_| Stop::Unknown);
        match letter {
            'Y' => (self.year, self.has_year) = (number()?, true),
            'y' => {
                let short = number()?;
                (self.year, self.has_year) = (short + if short <= 68 { 2000 } else { 1900 }, true);
            }
            'm' => self.month = number()?,
            'd' => self.day = number()?,
            'H' => (self.hour, self.half_hour) = (number()?, None),
            'I' => self.half_hour = Some(number()?),
            'p' => self.is_afternoon = part.eq_ignore_ascii_case("pm"),
            'M' => self.minute = number()?,
            'S' => self.second = number()?,
            'f' => self.microsecond = format!("{part:0<6}").parse().map_err(|_| Stop::Unknown)?,
            'B' | 'b' => {
                let prefix: String = part.chars().take(3).collect::<String>().to_ascii_lowercase();
                let place = MONTHS.iter().position(|month| month.to_ascii_lowercase().starts_with(&prefix));
                self.month = i64::try_from(place.ok_or(Stop::Unknown)?).map_err(|_| Stop::Unknown)? + 1;
            }
            'z' if part == "Z" => self.offset = Some(0),
            'z' => {
                // With seconds.
                if part.bytes().filter(u8::is_ascii_digit).count() > 4 {
                    return Err(Stop::Unknown);
                }
                let digits: i32 = part.replace(['+', '-', ':'], "").parse().map_err(|_| Stop::Unknown)?;
                let seconds = digits / 100 * 3600 + digits % 100 * 60;
                if seconds >= 86_400 {
                    return Err(VALUE_ERROR);
                }
                self.offset = Some(if part.starts_with('-') { -seconds } else { seconds });
            }
            _ => return Err(Stop::Unknown),
        }
        Ok(())
    }

    fn moment(&self) -> Outcome<DateTime> {
        // What a day without a year means has changed since 3.13.
        if !self.has_year && self.month == 2 && self.day == 29 {
            return Err(Stop::Unknown);
        }
        let hour = match self.half_hour {
            None => self.hour,
            Some(hour) => hour % 12 + if self.is_afternoon { 12 } else { 0 },
        };
        if self.second > 59 {
            return Err(VALUE_ERROR);
        }
        let small = |value: i64| u32::try_from(value).map_err(|_| VALUE_ERROR);
        Ok(DateTime {
            date: Date::new(self.year, self.month, self.day)?,
            hour: small(hour)?,
            minute: small(self.minute)?,
            second: small(self.second)?,
            microsecond: small(self.microsecond)?,
            offset: self.offset,
        })
    }
}
