//! Names of packages and environments.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest name, in bytes.
const NAME_BYTES: usize = 63;

/// Why a name is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{name}` is not a name for {what}: {reason}")]
pub struct NameError {
    what: &'static str,
    name: String,
    reason: &'static str,
}

fn check(what: &'static str, name: &str) -> Result<(), NameError> {
    let refuse = |reason| Err(NameError { what, name: name.escape_debug().to_string(), reason });
    let mut bytes = name.bytes();
    match bytes.next() {
        None => return refuse("it is empty"),
        Some(b'a'..=b'z' | b'0'..=b'9') => {}
        Some(_) => return refuse("it must start with a lower-case letter or a digit"),
    }
    if !bytes.all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-')) {
        return refuse("it may hold lower-case letters, digits, `_` and `-` only");
    }
    if name.len() > NAME_BYTES {
        return refuse("it is longer than 63 characters");
    }
    Ok(())
}

macro_rules! name {
    ($(#[$doc:meta])* $type:ident, $what:literal, $extra:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $type(#[schemars(regex(pattern = r"^[a-z0-9][a-z0-9_-]{0,62}$"))] String);

        impl $type {
            /// Checks `name` against `[a-z0-9][a-z0-9_-]{0,62}` and the words that are taken.
            ///
            /// # Errors
            /// When it breaks the rule; the error says which part.
            pub fn new(name: impl Into<String>) -> Result<Self, NameError> {
                let name = name.into();
                check($what, &name)?;
                let extra: fn(&str) -> Option<&'static str> = $extra;
                match extra(&name) {
                    Some(reason) => Err(NameError { what: $what, name, reason }),
                    None => Ok(Self(name)),
                }
            }

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $type {
            type Err = NameError;
            fn from_str(name: &str) -> Result<Self, NameError> {
                Self::new(name)
            }
        }

        impl TryFrom<String> for $type {
            type Error = NameError;
            fn try_from(name: String) -> Result<Self, NameError> {
                Self::new(name)
            }
        }

        impl From<$type> for String {
            fn from(name: $type) -> Self {
                name.0
            }
        }
    };
}

name!(
    /// A package: one repository's folder of DAG files, `<env>/<package>/` in the bucket.
    PackageName,
    "a package",
    |_| None
);
name!(
    /// An environment: one Airflow, the first segment of every key (`dev`, `prod`).
    EnvironmentName,
    "an environment",
    |name| (name == "releases").then_some("`releases/` is where the bucket keeps archives")
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_pass() {
        for name in ["a", "0", "pipeline_processing", "reporting-seeder", &"x".repeat(63)] {
            assert!(PackageName::new(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn other_names_are_refused_with_the_part_that_breaks_the_rule() {
        for (name, part) in [
            ("", "empty"),
            ("_x", "start"),
            ("-x", "start"),
            ("Upper", "start"),
            ("uPper", "only"),
            ("a/b", "only"),
            ("a.b", "only"),
            ("..", "start"),
            ("a\n", "only"),
            (&"x".repeat(64), "longer"),
        ] {
            let error = PackageName::new(name).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn an_environment_named_releases_would_hide_the_archives() {
        assert!(EnvironmentName::new("releases").is_err());
        assert!(PackageName::new("releases").is_ok());
    }
}
