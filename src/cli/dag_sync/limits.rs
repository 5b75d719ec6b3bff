//! Times, sizes and shares as people write them.

use std::str::FromStr;
use std::time::Duration;

/// A time as `30s`, `5m`, `1h 30m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span(pub(super) Duration);

/// A time as `30s` that is not zero: the pause of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pause(pub(super) Duration);

/// The shortest pause of a loop that leaves time for anything else.
const SHORTEST: Duration = Duration::from_millis(10);

/// A size as `2GiB`, `500MB`, `1048576`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) u64);

/// A share as `20%`; 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share(pub(super) f64);

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write it with a unit, as 30s, 5m or 1h30m".to_owned();
        let span: jiff::SignedDuration = text.trim().parse().map_err(|_| wrong())?;
        Duration::try_from(span).map(Self).map_err(|_| "it cannot be negative".to_owned())
    }
}

impl FromStr for Pause {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Span(pause) = text.parse()?;
        if pause < SHORTEST { Err("give it at least 10ms; 30s is usual".to_owned()) } else { Ok(Self(pause)) }
    }
}

impl FromStr for Bytes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let factor: u64 = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kb" => 1000,
            "ki" | "kib" => 1 << 10,
            "m" | "mb" => 1_000_000,
            "mi" | "mib" => 1 << 20,
            "g" | "gb" => 1_000_000_000,
            "gi" | "gib" => 1 << 30,
            "t" | "tb" => 1_000_000_000_000,
            "ti" | "tib" => 1 << 40,
            _ => return Err("write a whole number and a unit, as 2GiB or 500MB".to_owned()),
        };
        let number: u64 =
            number.parse().map_err(|_| "write a whole number and a unit, as 2GiB or 500MB".to_owned())?;
        number.checked_mul(factor).map(Self).ok_or_else(|| "it is too large".to_owned())
    }
}

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = "write a percentage from 0% to 100%";
        let number = text.trim().strip_suffix('%').ok_or(wrong)?;
        let number: f64 = number.trim_end().parse().map_err(|_| wrong)?;
        if (0.0..=100.0).contains(&number) { Ok(Self(number / 100.0)) } else { Err(wrong.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let span = |text: &str| text.parse::<Span>().map(|span| span.0.as_millis());
        assert_eq!(span("30s"), Ok(30_000));
        assert_eq!(span("50ms"), Ok(50));
        assert_eq!(span("1h30m"), Ok(5_400_000));
        assert_eq!(span("0s"), Ok(0));
        for wrong in ["30", "", "soon", "-5s", "5 parsecs"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_loop_pauses_at_least_a_moment() {
        assert_eq!("10ms".parse::<Pause>(), Ok(Pause(Duration::from_millis(10))));
        for wrong in ["0s", "1ms", "-5s", "30"] {
            assert!(wrong.parse::<Pause>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_read_as_kubernetes_and_people_write_them() {
        let bytes = |text: &str| text.parse::<Bytes>().map(|bytes| bytes.0);
        assert_eq!(bytes("2GiB"), Ok(2 << 30));
        assert_eq!(bytes("2Gi"), Ok(2 << 30));
        assert_eq!(bytes("500 MB"), Ok(500_000_000));
        assert_eq!(bytes("4096"), Ok(4096));
        for wrong in ["", "much", "1.5GiB", "-1", "99999999999TiB"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn shares_are_percentages() {
        let share = |text: &str| text.parse::<Share>().map(|share| share.0);
        assert_eq!(share("20%"), Ok(0.2));
        assert_eq!(share("0%"), Ok(0.0));
        for wrong in ["20", "0.2", "120%", "-1%", "NaN%", "%"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
