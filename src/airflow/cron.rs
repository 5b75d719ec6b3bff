//! Which cron expressions Airflow takes as a schedule.
//!
//! Airflow asks croniter (`airflow/timetables/_cron.py`), so this is croniter's reading of an expression, down to
//! "is it legal". A claim is made only where every croniter from 2.0.7 to 7.0 refuses: Airflow does not pin it.
//! `tests/airflow/check_cron.py` proves that on many thousand random expressions.

use std::collections::BTreeSet;

use super::Airflow;

/// Why Airflow refuses a string as a schedule; the file is lost then, when the DAG is put into the DagBag.
///
/// Both majors read schedules alike. Longer expressions and ones beyond ASCII are not judged.
#[must_use]
pub fn cron_problem(_: Airflow, expression: &str) -> Option<String> {
    // Airflow's own, in this case only.
    if matches!(expression, "@once" | "@continuous" | "@quarterly") {
        return None;
    }
    if !expression.is_ascii()
        || expression.len() > 200
        || expression.bytes().any(|b| (0x1c..=0x1f).contains(&b))
    {
        return None;
    }
    let lower = expression.to_ascii_lowercase();
    if PRESETS.contains(&lower.as_str()) {
        return None;
    }
    let fields: Vec<&str> =
        lower.split([' ', '\t', '\n', '\r', '\x0b', '\x0c']).filter(|f| !f.is_empty()).collect();
    if !(5..=7).contains(&fields.len()) {
        let has = match fields.len() {
            1 => "1 field".into(),
            count => format!("{count} fields"),
        };
        return Some(format!("it has {has}; a cron expression has 5, or 6 with seconds"));
    }
    for (field, text) in FIELDS.iter().zip(&fields) {
        if let Err(reason) = field.check(text) {
            return Some(format!("`{text}` cannot be its {}: {reason}", field.name));
        }
    }
    None
}

/// `expr_aliases` of croniter, which it looks for in lower case.
const PRESETS: &[&str] = &["@midnight", "@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@annually"];

/// A place in an expression.
struct Field {
    name: &'static str,
    least: u32,
    most: u32,
    /// Names for values, the first for `least`.
    names: &'static [&'static str],
}

const DAY: &str = "day of the month";
const WEEKDAY: &str = "day of the week";

/// In the order in which they are written; seconds come after the five of cron.
const FIELDS: &[Field] = &[
    Field { name: "minute", least: 0, most: 59, names: &[] },
    Field { name: "hour", least: 0, most: 23, names: &[] },
    Field { name: DAY, least: 1, most: 31, names: &[] },
    Field {
        name: "month",
        least: 1,
        most: 12,
        names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    },
    Field { name: WEEKDAY, least: 0, most: 6, names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
    Field { name: "second", least: 0, most: 59, names: &[] },
    Field { name: "year", least: 1970, most: 2099, names: &[] },
];

/// The one reading of a part, or why it is refused.
type Checked = Result<(), String>;

impl Field {
    fn check(&self, text: &str) -> Checked {
        if let Some(rest) = text.strip_prefix(['h', 'r'])
            && (rest.is_empty() || rest.starts_with(['(', '/']))
        {
            return self.check_random(text, rest);
        }
        if text.contains('?') {
            return match text {
                "?" if matches!(self.name, DAY | WEEKDAY) => Ok(()),
                "?" => Err("`?` stands for a day only".into()),
                _ => Err("`?` stands alone".into()),
            };
        }
        let parts: Vec<&str> = text.split(',').collect();
        for part in &parts {
            self.check_part(part, parts.len())?;
        }
        if self.name == WEEKDAY { mixes_nth(self, &parts) } else { Ok(()) }
    }

    /// `h` needs an id that Airflow does not give; `r`, `r(1-5)`, `r/5`, `r(1-5)/2` are a random value.
    fn check_random(&self, text: &str, rest: &str) -> Checked {
        let refused = || Err(format!("{} is {}", self.article(), self.range()));
        let (range, step) = match rest.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (rest, None),
        };
        let bounds =
            range.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).and_then(|r| r.split_once('-'));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let shaped = bounds.is_none_or(|(a, b)| digits(a) && digits(b)) && step.is_none_or(digits);
        if !shaped || (bounds.is_none() && !range.is_empty()) {
            return refused();
        }
        if text.starts_with('h') {
            return Err("`H` needs an id to hash, which Airflow does not give".into());
        }
        if bounds.is_some_and(|(a, b)| number(a) >= number(b)) {
            return Err("its range ends before it begins".into());
        }
        if step.is_some_and(|step| number(step) == 0) {
            return Err("its step is 0".into());
        }
        // What is random and out of range, older versions of croniter find only when they draw it.
        Ok(())
    }

    /// A part between commas, of `count` such.
    fn check_part(&self, part: &str, count: usize) -> Checked {
        if self.name == WEEKDAY
            && let Some((day, nth)) = nth_of(part)
        {
            if day.is_some() && !(1..=5).contains(&nth) {
                return Err(format!("`#` takes 1 to 5, and this is {nth}"));
            }
            return match day {
                Some(day) => self.check_plain(day),
                None => self.check_value(nth),
            };
        }
        if self.name == DAY
            && let Some(day) = part.strip_suffix('w').or_else(|| part.strip_prefix('w'))
            && !day.is_empty()
            && day.bytes().all(|b| b.is_ascii_digit())
        {
            if count > 1 {
                return Err("`W` stands alone".into());
            }
            return self.check_value(number(day));
        }
        self.check_plain(part)
    }

    /// `*`, a value, a range, and any of them with a step.
    fn check_plain(&self, part: &str) -> Checked {
        let (base, step) = match part.rsplit_once('/') {
            Some((base, step)) => (base, Some(step)),
            None => (part, None),
        };
        if let Some(step) = step {
            if step.is_empty() || !step.bytes().all(|b| b.is_ascii_digit()) {
                return Err(format!("its step, `{step}`, is not a number"));
            }
            if number(step) == 0 {
                return Err("its step is 0".into());
            }
        }
        if base == "*" {
            return Ok(());
        }
        let (low, high) = match base.split_once('-') {
            Some((low, high)) => (low, Some(high)),
            None => (base, None),
        };
        if high.is_none() && step.is_none() && low == "l" && self.name == DAY {
            return Ok(());
        }
        let low = self.value(low)?;
        let Some(high) = high else { return self.check_value(low) };
        let high = if high == "l" && self.name == DAY { self.most } else { self.value(high)? };
        if low.max(high) > self.most {
            return self.check_value(low.max(high));
        }
        // Equal ends are the whole field; a range that ends before it begins goes round.
        if low == high { Ok(()) } else { self.check_value(low) }
    }

    fn check_value(&self, value: u32) -> Checked {
        let value = if self.name == WEEKDAY && value == 7 { 0 } else { value };
        if (self.least..=self.most).contains(&value) {
            Ok(())
        } else {
            Err(format!("{} is {}", self.article(), self.range()))
        }
    }

    /// A number or a name.
    fn value(&self, text: &str) -> Result<u32, String> {
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            let value = number(text);
            return Ok(if self.name == WEEKDAY && value == 7 { 0 } else { value });
        }
        match (self.least..).zip(self.names).find(|(_, name)| **name == text) {
            Some((value, _)) => Ok(value),
            None if text.is_empty() => Err("a part of it is empty".into()),
            None => Err(format!("{} is {}", self.article(), self.range())),
        }
    }

    fn article(&self) -> String {
        let article = if self.name.starts_with('h') { "an" } else { "a" };
        format!("{article} {}", self.name)
    }

    fn range(&self) -> String {
        match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) => format!("{} to {}, or `{first}` to `{last}`", self.least, self.most),
            _ => format!("{} to {}", self.least, self.most),
        }
    }
}

/// `<weekday>#<n>` gives both; `l<n>`, the last such weekday, gives the weekday as the number.
fn nth_of(part: &str) -> Option<(Option<&str>, u32)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(day) = part.strip_prefix('l').filter(|rest| digits(rest)) {
        return Some((None, number(day)));
    }
    let (day, nth) = part.rsplit_once('#').filter(|(_, nth)| digits(nth))?;
    let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let names = |table: &Field| {
        day.split_once('-').is_some_and(|(a, b)| table.names.contains(&a) && table.names.contains(&b))
    };
    (word(day) || FIELDS.iter().any(names)).then_some((Some(day), number(nth)))
}

/// `1,2#3`: plain weekdays beside "the third Tuesday" are refused, unless all seven days are there.
fn mixes_nth(field: &Field, parts: &[&str]) -> Checked {
    let (mut nth, mut plain) = (BTreeSet::new(), BTreeSet::new());
    for part in parts {
        match nth_of(part) {
            Some((Some(day), _)) => nth.extend(days(field, day)),
            Some((None, day)) => nth.extend([day % 7]),
            None if *part == "*" => {}
            None => plain.extend(days(field, part)),
        }
    }
    let all = nth.union(&plain).count() + usize::from(parts.contains(&"*"));
    if nth.is_empty() || plain.is_subset(&nth) || all == 7 {
        Ok(())
    } else {
        Err("plain weekdays cannot stand beside ones with `#` or `L`".into())
    }
}

/// The weekdays of a legal part.
fn days(field: &Field, part: &str) -> Vec<u32> {
    let (base, step) = part.split_once('/').unwrap_or((part, "1"));
    let stepped = base != part;
    let step = number(step).max(1) as usize;
    let (low, high) = match base.split_once('-') {
        None if base == "*" => (0, 6),
        None => {
            let low = field.value(base).unwrap_or(0);
            (low, if stepped { 6 } else { low })
        }
        Some((low, high)) => match (field.value(low).unwrap_or(0), field.value(high).unwrap_or(0)) {
            (low, high) if low == high => (0, 6),
            ends => ends,
        },
    };
    if low <= high {
        return (low..=high).step_by(step).collect();
    }
    // Round the end of the week: which days a step hits there is croniter's own; assume any.
    if step > 1 { Vec::new() } else { (low..=6).chain(0..=high).collect() }
}

/// A number of digits only; what does not fit is larger than anything allowed.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_croniter_takes_is_not_refused() {
        for expression in [
            "@daily",
            "@Daily",
            "@annually",
            "@once",
            "@continuous",
            "@quarterly",
            "* * * * *",
            "*/5 0-23/2 1,15 * mon-fri",
            "0 0 l * *",
            "0 0 1-l * *",
            "0 0 15w * *",
            "0 0 ? * ?",
            "0 0 * * 7",
            "0 0 * * sat-sun",
            "0 0 * * 5#2",
            "0 0 * * mon#1,fri#3",
            "0 0 * * l5",
            "0 0 * jan-mar *",
            "0 0 * * * */10",
            "0 0 1 1 * 0 2030",
            "59/15 * * * *",
            " 0\t0  * * * ",
            "r r * * *",
            "r(0-29) 0 * * *",
        ] {
            assert_eq!(cron_problem(Airflow::Three, expression), None, "{expression}");
        }
    }

    #[test]
    fn what_croniter_refuses_is_told_with_the_part_that_is_wrong() {
        for (expression, reason) in [
            ("", "it has 0 fields; a cron expression has 5, or 6 with seconds"),
            ("@Once", "it has 1 field; a cron expression has 5, or 6 with seconds"),
            ("0 0 * *", "it has 4 fields; a cron expression has 5, or 6 with seconds"),
            ("61 * * * *", "`61` cannot be its minute: a minute is 0 to 59"),
            ("0 24 * * *", "`24` cannot be its hour: an hour is 0 to 23"),
            ("*/0 * * * *", "`*/0` cannot be its minute: its step is 0"),
            ("0 0 0 * *", "`0` cannot be its day of the month: a day of the month is 1 to 31"),
            ("0 0 * 13 *", "`13` cannot be its month: a month is 1 to 12, or `jan` to `dec`"),
            (
                "0 0 * * 1,2#3",
                "`1,2#3` cannot be its day of the week: plain weekdays cannot stand beside ones with `#` or `L`",
            ),
            ("? * * * *", "`?` cannot be its minute: `?` stands for a day only"),
            ("h * * * *", "`h` cannot be its minute: `H` needs an id to hash, which Airflow does not give"),
            ("1,,2 * * * *", "`1,,2` cannot be its minute: a part of it is empty"),
        ] {
            assert_eq!(cron_problem(Airflow::Two, expression).as_deref(), Some(reason), "{expression}");
        }
    }
}
