//! Telling the `metadata.json` of another tool from a document of ours that went bad.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};

use super::limits::METADATA_BYTES;

/// Whether `bytes` are a `metadata.json` that some other tool wrote, as uploads from a package's CI often did
/// (`{"package": "etl", "git_sha": "…"}`): a JSON object without any of the keys `nonce`, `write_id`, `history`
/// and `min_reader`.
///
/// Every document that this tool ever wrote has the first three, and the last is what tells a reader that it is
/// too old. So a document of ours that lost a field, or that a newer version wrote, is never taken for a
/// stranger's; nor is what is cut off, not JSON, or longer than [`METADATA_BYTES`].
///
/// Values are skipped, not built: neither their depth nor their number costs stack or much memory.
#[must_use]
pub fn is_foreign(bytes: &[u8]) -> bool {
    if bytes.len() > METADATA_BYTES {
        return false;
    }
    // What is skipped is not checked to be UTF-8 by the parser.
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut json = serde_json::Deserializer::from_str(text);
    let foreign = json.deserialize_map(Strangers).unwrap_or(false);
    foreign && json.end().is_ok()
}

/// A key of a JSON object: one of those that every document of ours has, or any other.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Key {
    Nonce,
    WriteId,
    History,
    MinReader,
    #[serde(other)]
    Stranger,
}

/// Reads an object to its end and tells whether all its keys are strangers.
struct Strangers;

impl<'de> Visitor<'de> for Strangers {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let mut foreign = true;
        while let Some((key, IgnoredAny)) = object.next_entry::<Key, IgnoredAny>()? {
            foreign &= matches!(key, Key::Stranger);
        }
        Ok(foreign)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn objects_of_other_tools_are_foreign() {
        for text in [
            "{}",
            " {\"package\": \"etl\"}\n",
            r#"{"package": "etl", "version": "1.2.3", "git_sha": "0a1b2c", "dags": ["daily", "weekly"]}"#,
            r#"{"package": "etl", "environment": "dev", "release": 7, "schema_version": 1, "files": []}"#,
            r#"{"build": {"nonce": 1, "history": [], "write_id": "", "min_reader": 1}}"#,
            r#"{"a": 1, "a": 2}"#,
        ] {
            assert!(is_foreign(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn what_has_one_of_our_keys_is_never_foreign() {
        for key in ["nonce", "write_id", "history", "min_reader", "\\u006eonce"] {
            for value in ["null", "\"x\"", "[]", "{}", "0"] {
                for text in [
                    format!(r#"{{"{key}": {value}}}"#),
                    format!(r#"{{"package": "etl", "{key}": {value}, "dags": []}}"#),
                ] {
                    assert!(!is_foreign(text.as_bytes()), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_json_object_is_never_foreign() {
        for text in [
            "",
            " ",
            "null",
            "7",
            "\"etl\"",
            "[]",
            "[{}]",
            "<html>",
            "{",
            "{\"package\": \"etl\"",
            "{\"package\": \"etl\"} {}",
            "{\"package\": \"etl\"}x",
            "{'package': 'etl'}",
            "{package: 1}",
            "{1: 2}",
        ] {
            assert!(!is_foreign(text.as_bytes()), "{text}");
        }
        assert!(!is_foreign(b"{\"package\": \"\xff\"}"), "not UTF-8");
        assert!(!is_foreign(b"{\"package\": \"etl\"\0}"));
    }

    #[test]
    fn an_object_over_the_limit_is_never_foreign() {
        let of_size = |size: usize| format!("{{{}}}", " ".repeat(size - 2));
        assert!(is_foreign(of_size(METADATA_BYTES).as_bytes()));
        assert!(!is_foreign(of_size(METADATA_BYTES + 1).as_bytes()));
    }

    #[test]
    fn nesting_as_deep_as_the_limit_allows_neither_overflows_nor_takes_long() {
        let half = METADATA_BYTES / 2 - 10;
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let depth = half / open.len();
            let closed = format!("{{\"a\":{}1{}}}", open.repeat(depth), close.repeat(depth));
            let _ = is_foreign(closed.as_bytes());
            assert!(!is_foreign(format!("{{\"a\":{}", open.repeat(depth)).as_bytes()));
            assert!(!is_foreign(open.repeat(depth).as_bytes()));
        }
    }

    proptest! {
        #[test]
        fn a_document_of_ours_is_never_foreign_wherever_it_is_cut_or_damaged(
            cut in 0_usize..2_000, at in 0_usize..2_000, byte in any::<u8>(),
        ) {
            let document = format!(
                r#"{{"schema_version": 1, "min_reader": 1, "nonce": "{0}", "write_id": "{0}", "files": [{1}], "history": []}}"#,
                uuid::Uuid::nil(), vec!["{}"; 400].join(","),
            );
            let bytes = document.into_bytes();
            prop_assert!(!is_foreign(&bytes[..cut.min(bytes.len())]));
            let mut damaged = bytes.clone();
            damaged[at % bytes.len()] = byte;
            prop_assert!(!is_foreign(&damaged));
        }
    }
}
