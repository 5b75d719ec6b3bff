//! The values that a setting can have: each is checked once, whether a file or an option gives it.

use std::fmt;
use std::str::FromStr;

use globset::{Glob, GlobBuilder};
use thiserror::Error;

/// Why a text is not such a value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not {what}: {reason}")]
pub struct ValueError {
    text: String,
    what: &'static str,
    reason: String,
}

fn refuse<T>(text: &str, what: &'static str, reason: impl Into<String>) -> Result<T, ValueError> {
    Err(ValueError { text: text.escape_debug().to_string(), what, reason: reason.into() })
}

/// A setting with a few spellings.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident, $what:literal, { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $type { $($(#[$variant_doc])* $variant),+ }

        impl FromStr for $type {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => refuse(text, $what, format!("write one of {}", [$(concat!("`", $word, "`")),+].join(", "))),
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word),+ })
            }
        }
    };
}

words!(
    /// What a package is for.
    Kind, "a kind of package", {
        /// It has DAGs; having none is a mistake.
        #[default]
        Dags = "dags",
        /// Shared helpers; no DAG is expected.
        Library = "library",
    }
);

words!(
    /// What a DAG whose id cannot be known means.
    Unresolved, "an answer to unresolved DAGs", {
        /// Nothing.
        Allow = "allow",
        /// It is said.
        #[default]
        Warn = "warn",
        /// The package is not published.
        Deny = "deny",
    }
);

words!(
    /// What a rule's finding means.
    Level, "a level", {
        /// The package is not published.
        #[default]
        Deny = "deny",
        /// It is said.
        Warn = "warn",
        /// Nothing.
        Ignore = "ignore",
    }
);

words!(
    /// The Airflow that loads the package, by its major version.
    Airflow, "a major version of Airflow", {
        /// 2.x
        Two = "2",
        /// 3.x
        #[default]
        Three = "3",
    }
);

/// The Python that runs the package: 3.9 to 3.14, as in `3.12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Python {
    minor: u8,
}

impl Default for Python {
    /// What Airflow's own images have run on since 2.10: <https://hub.docker.com/r/apache/airflow>.
    fn default() -> Self {
        Self { minor: 12 }
    }
}

impl Python {
    /// The number after `3.`.
    #[must_use]
    pub fn minor(self) -> u8 {
        self.minor
    }
}

impl FromStr for Python {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text.strip_prefix("3.").and_then(|minor| minor.parse().ok()) {
            Some(minor @ 9..=14) if !text.starts_with("3.+") && !text.starts_with("3.0") => {
                Ok(Self { minor })
            }
            _ => refuse(text, "a version of Python", "write `3.9` to `3.14`, without a patch number"),
        }
    }
}

impl fmt::Display for Python {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "3.{}", self.minor)
    }
}

/// Declares a checked text.
macro_rules! text {
    ($(#[$doc:meta])* $type:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $type(String);

        impl $type {
            /// As it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $type {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                let check: fn(&str) -> Result<String, ValueError> = $check;
                check(text).map(Self)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text!(
    /// The folder of DAG files, relative to the package's folder and below it; no final `/`.
    DagsFolder,
    |text| {
        let path = relative(text, "a folder of DAG files")?;
        if path == "." {
            return refuse(
                text,
                "a folder of DAG files",
                "it is the package's folder itself; give the one below it that holds the DAG files",
            );
        }
        Ok(path)
    }
);

impl Default for DagsFolder {
    fn default() -> Self {
        Self("dags".into())
    }
}

text!(
    /// A folder that the scheduler has on `sys.path`, relative to the package's folder; `.` is that folder.
    ImportRoot,
    |text| relative(text, "an import root")
);

text!(
    /// A rule's code, as in `dag-id-duplicate`; whether there is such a rule is not checked here.
    RuleCode,
    |text| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || !text.chars().all(plain) {
            return refuse(text, "a rule's code", "a code has lower-case letters and `-`, as `syntax-error`");
        }
        Ok(text.to_owned())
    }
);

text!(
    /// How a dag_id must start.
    DagIdPrefix,
    |text| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if text.is_empty() || !text.chars().all(plain) {
            return refuse(text, "a prefix of dag_ids", "a dag_id has letters, digits, `_`, `-` and `.`");
        }
        Ok(text.to_owned())
    }
);

text!(
    /// An AWS region.
    Region,
    |text| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || !text.chars().all(plain) {
            return refuse(text, "a region", "write it as AWS does: `eu-west-1`");
        }
        Ok(text.to_owned())
    }
);

text!(
    /// The ARN of an IAM role.
    RoleArn,
    |text| {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match parts[..] {
            ["arn", _, "iam", "", _, role] if role.len() > 5 && role.starts_with("role/") => {
                Ok(text.to_owned())
            }
            _ => refuse(text, "the ARN of a role", "write `arn:aws:iam::<account>:role/<name>`"),
        }
    }
);

text!(
    /// The URL of an S3 other than Amazon's.
    EndpointUrl,
    |text| {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) || text.contains(char::is_whitespace) {
            return refuse(text, "an endpoint", "write `https://host[:port]` or `http://host[:port]`");
        }
        Ok(text.to_owned())
    }
);

/// A relative, `/`-separated path that does not leave its folder, in its shortest form.
fn relative(text: &str, what: &'static str) -> Result<String, ValueError> {
    if text.is_empty() {
        return refuse(text, what, "it is empty");
    }
    if text.starts_with('/') || text.contains('\\') || text.contains(char::is_control) {
        return refuse(text, what, "give a path relative to the package's folder, with `/`");
    }
    if text.split('/').any(|segment| segment == "..") {
        return refuse(text, what, "it leaves the package's folder");
    }
    let segments: Vec<&str> = text.split('/').filter(|segment| !matches!(*segment, "" | ".")).collect();
    Ok(if segments.is_empty() { ".".into() } else { segments.join("/") })
}

/// A glob over paths: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` and `[ab]` choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Glob);

impl Pattern {
    /// The compiled glob.
    #[must_use]
    pub fn glob(&self) -> &Glob {
        &self.0
    }
}

impl FromStr for Pattern {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        // A folder is named with or without its final slash.
        let plain = text.strip_suffix('/').unwrap_or(text);
        if plain.is_empty() {
            return refuse(text, "a glob", "it is empty");
        }
        if plain.starts_with('/') || plain.starts_with("./") || plain.split('/').any(|part| part == "..") {
            return refuse(text, "a glob", "paths are relative: write it without `/`, `./` or `..` in front");
        }
        match GlobBuilder::new(plain).literal_separator(true).build() {
            Ok(glob) => Ok(Self(glob)),
            Err(error) => refuse(text, "a glob", error.kind().to_string()),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.glob())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_brought_to_their_shortest_form() {
        for (text, form) in [("dags", "dags"), ("./dags/", "dags"), ("a//b", "a/b")] {
            assert_eq!(text.parse::<DagsFolder>().unwrap().as_str(), form);
        }
        assert_eq!("./".parse::<ImportRoot>().unwrap().as_str(), ".");
        for text in ["", ".", "..", "a/../b", "/a", "a\\b"] {
            assert!(text.parse::<DagsFolder>().is_err(), "{text}");
        }
    }

    #[test]
    fn versions_of_python_have_two_numbers() {
        assert_eq!("3.9".parse::<Python>().unwrap().to_string(), "3.9");
        for text in ["3", "3.", "3.8", "3.99", "2.7", "3.12.1", "3.+9", "3.09", "3.12 ", "py312"] {
            assert!(text.parse::<Python>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_star_stays_within_a_folder() {
        let one = "*.py".parse::<Pattern>().unwrap().glob().compile_matcher();
        assert!(one.is_match("a.py") && !one.is_match("b/a.py"));
        let any = "**/*.py".parse::<Pattern>().unwrap().glob().compile_matcher();
        assert!(any.is_match("a.py") && any.is_match("b/c/a.py"));
    }
}
