//! What a cycle of dag-sync did, or would do: as text, as JSON.

mod text;

#[cfg(test)]
mod tests;

use crate::sync::report::Report;

pub use text::text;

/// As JSON, with a newline at its end.
#[must_use]
pub fn json(report: &Report) -> String {
    // A value of strings and numbers is always JSON.
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}
