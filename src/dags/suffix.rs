//! The number that Airflow puts behind an id which is taken: `load__1`.
//!
//! Source: `get_unique_task_id` in `airflow/decorators/base.py` (2.11) and `airflow/sdk/bases/decorator.py` (3), and
//! `TaskGroup._check_for_group_id_collisions`.

/// The number for an id, one above the largest that is taken; `None` when the id is free.
pub(super) fn next_suffix<'t>(taken: impl Iterator<Item = &'t str>, wanted: &str) -> Option<u64> {
    let core = without_suffix(wanted);
    let (mut is_taken, mut largest) = (false, 0);
    for id in taken {
        is_taken |= id == wanted;
        if let Some(number) = id.strip_prefix(core).and_then(|rest| rest.strip_prefix("__"))
            && let Some(number) = number_of(number)
        {
            largest = largest.max(number);
        }
    }
    is_taken.then_some(largest.saturating_add(1))
}

/// An id without such a number at its end.
pub(super) fn without_suffix(id: &str) -> &str {
    match id.rsplit_once("__") {
        Some((core, number)) if number_of(number).is_some() => core,
        _ => id,
    }
}

fn number_of(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_id_gets_the_number_above_the_largest() {
        let next = |taken: &[&str], wanted| next_suffix(taken.iter().copied(), wanted);
        assert_eq!(next(&["a"], "b"), None);
        assert_eq!(next(&["a"], "a"), Some(1));
        assert_eq!(next(&["a", "a__1", "a__7", "a__x", "ab__9", "b__9"], "a"), Some(8));
        assert_eq!(next(&["a__1"], "a__1"), Some(2));
        assert_eq!(next(&["a__1"], "a"), None);
        assert_eq!(without_suffix("a__1"), "a");
        assert_eq!(without_suffix("a__"), "a__");
    }
}
