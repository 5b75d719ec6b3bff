//! Which time zones there are.

mod table;

use table::ZONES;

/// Whether there is a time zone of this name, as people write it: `Europe/Berlin`. Python and pendulum tell large and
/// small letters apart where the file system does; pytz does not, nor does any of them for `UTC`.
#[must_use]
pub fn is_zone(name: &str, any_case: bool) -> bool {
    if any_case {
        return ZONES.iter().any(|zone| zone.eq_ignore_ascii_case(name));
    }
    name.eq_ignore_ascii_case("utc") || ZONES.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name() {
        for zone in ["UTC", "utc", "Europe/Berlin", "US/Pacific", "Asia/Calcutta", "EST5EDT"] {
            assert!(is_zone(zone, false) && is_zone(zone, true), "{zone}");
        }
        for none in ["", "America/NewYork", "Berlin", "UTC+3", "+02:00", "europe/berlin"] {
            assert!(!is_zone(none, false), "{none}");
        }
        assert!(is_zone("europe/berlin", true) && !is_zone("europe/berlim", true));
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(ZONES.is_sorted());
    }
}
