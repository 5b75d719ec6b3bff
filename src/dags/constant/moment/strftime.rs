//! `strftime`, in the C locale: Python sets no other for dates unless it is asked to.

use super::super::{Outcome, Stop};
use super::{Date, DateTime, offset_text};

pub(in super::super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(in super::super) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A moment in this format. A date is its midnight.
pub(in super::super) fn strftime(moment: DateTime, format: &str) -> Outcome<String> {
    // Years below 1000 are padded or not by the C library.
    if moment.date.year < 1000 || !format.is_ascii() || format.contains('\0') {
        return Err(Stop::Unknown);
    }
    let mut out = String::new();
    let mut characters = format.chars();
    while let Some(c) = characters.next() {
        if c == '%' {
            out += &directive(moment, characters.next().ok_or(Stop::Unknown)?)?;
        } else {
            out.push(c);
        }
        if out.len() > super::super::MAX_TEXT {
            return Err(Stop::Unknown);
        }
    }
    Ok(out)
}

fn directive(moment: DateTime, letter: char) -> Outcome<String> {
    let Date { year, month, day } = moment.date;
    let weekday = moment.date.weekday();
    let name =
        |names: &[&str], place: usize| names.get(place).map(|name| (*name).to_owned()).ok_or(Stop::Unknown);
    let short = |long: String| long.chars().take(3).collect::<String>();
    let month_name = || name(&MONTHS, usize::try_from(month).unwrap_or(1) - 1);
    let half_day = if moment.hour.is_multiple_of(12) { 12 } else { moment.hour % 12 };
    // Weeks of the year that begin with this weekday.
    let week = |first: usize| {
        let since = u32::try_from((weekday + 7 - first) % 7).unwrap_or(0);
        (moment.date.day_of_year() + 6 - since) / 7
    };
    Ok(match letter {
        'Y' => year.to_string(),
        'y' => format!("{:02}", year % 100),
        'm' => format!("{month:02}"),
        'd' => format!("{day:02}"),
        'H' => format!("{:02}", moment.hour),
        'I' => format!("{half_day:02}"),
        'M' => format!("{:02}", moment.minute),
        'S' => format!("{:02}", moment.second),
        'f' => format!("{:06}", moment.microsecond),
        'j' => format!("{:03}", moment.date.day_of_year()),
        'B' => month_name()?,
        'b' => short(month_name()?),
        'A' => name(&WEEKDAYS, weekday)?,
        'a' => short(name(&WEEKDAYS, weekday)?),
        'p' => if moment.hour < 12 { "AM" } else { "PM" }.to_owned(),
        'w' => ((weekday + 1) % 7).to_string(),
        'u' => (weekday + 1).to_string(),
        'U' => format!("{:02}", week(6)),
        'W' => format!("{:02}", week(0)),
        'V' => format!("{:02}", moment.date.iso_week().1),
        'G' => moment.date.iso_week().0.to_string(),
        'F' => strftime(moment, "%Y-%m-%d")?,
        'T' | 'X' => strftime(moment, "%H:%M:%S")?,
        'R' => strftime(moment, "%H:%M")?,
        'D' | 'x' => strftime(moment, "%m/%d/%y")?,
        'c' => strftime(moment, &format!("%a %b {day:2} %H:%M:%S %Y"))?,
        'e' => format!("{day:2}"),
        'z' => moment.offset.map(|offset| offset_text(offset, "")).unwrap_or_default(),
        'Z' => match moment.offset {
            None => String::new(),
            Some(0) => "UTC".to_owned(),
            Some(offset) => format!("UTC{}", offset_text(offset, ":")),
        },
        '%' => "%".to_owned(),
        _ => return Err(Stop::Unknown),
    })
}
