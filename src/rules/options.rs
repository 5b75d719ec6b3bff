//! What a package is judged for, and what its findings mean.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};
use thiserror::Error;

use super::{Code, Rule, Severity, all, dag_id_unresolved, find};
use crate::dags::Airflow;
use crate::metadata::Target;
use crate::python::Version;

/// What a rule's findings mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// They are not reported.
    Ignore,
    /// They are reported, and deny nothing.
    Warn,
    /// They deny publishing.
    Deny,
}

/// What a DAG that cannot be known means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum UnresolvedLevel {
    /// Nothing.
    Allow,
    /// A warning.
    #[default]
    Warn,
    /// It denies publishing.
    Deny,
}

impl From<UnresolvedLevel> for Level {
    fn from(level: UnresolvedLevel) -> Self {
        match level {
            UnresolvedLevel::Allow => Self::Ignore,
            UnresolvedLevel::Warn => Self::Warn,
            UnresolvedLevel::Deny => Self::Deny,
        }
    }
}

/// Why options are refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OptionsError {
    /// No rule has this code.
    #[error("there is no rule `{code}`{}", near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    UnknownCode {
        /// As it was given, escaped.
        code: String,
        /// The rule whose code is nearest.
        near: Option<&'static str>,
    },
    /// The rule always denies.
    #[error("`{0}` always denies: it can be neither ignored nor made a warning")]
    Fixed(Code),
    /// A pattern of the per-file table is not a glob.
    #[error("`{pattern}` is not a pattern for files: {reason}")]
    Pattern {
        /// As it was given, escaped.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Settings for the files that a pattern matches.
#[derive(Debug, Clone)]
pub struct PerFile {
    glob: GlobMatcher,
    unresolved: Option<UnresolvedLevel>,
    ignore: Vec<Code>,
}

impl PerFile {
    /// Settings for files by a glob on the path from the package's folder (`dags/generated_*.py`); `*` stays
    /// within a folder, `**` does not.
    ///
    /// # Errors
    /// When the pattern is not a glob, or a code is not one that can be ignored.
    pub fn new(
        pattern: &str,
        unresolved: Option<UnresolvedLevel>,
        ignore: &[String],
    ) -> Result<Self, OptionsError> {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
            OptionsError::Pattern {
                pattern: pattern.escape_debug().to_string(),
                reason: error.kind().to_string(),
            }
        })?;
        let ignore = ignore.iter().map(|code| adjustable(code, Level::Ignore)).collect::<Result<_, _>>()?;
        Ok(Self { glob: glob.compile_matcher(), unresolved, ignore })
    }
}

/// How a package is judged.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The Python of the scheduler.
    pub python: Version,
    /// The Airflow of the scheduler.
    pub airflow: Airflow,
    /// What a DAG that cannot be known means.
    pub unresolved: UnresolvedLevel,
    /// Folders, relative to the package's, that the scheduler has on `sys.path` besides its DAG folder.
    pub import_roots: Vec<String>,
    /// Settings for some files; the last that matches decides.
    pub per_file: Vec<PerFile>,
    levels: BTreeMap<Code, Level>,
}

impl Options {
    /// Sets what findings of a rule mean; the last call for a code decides.
    ///
    /// # Errors
    /// When no rule has this code (the error names the nearest), or the rule always denies.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), OptionsError> {
        let code = adjustable(code, level)?;
        if code == dag_id_unresolved::RULE.code {
            self.unresolved = match level {
                Level::Ignore => UnresolvedLevel::Allow,
                Level::Warn => UnresolvedLevel::Warn,
                Level::Deny => UnresolvedLevel::Deny,
            };
        }
        self.levels.insert(code, level);
        Ok(())
    }

    /// What the package is validated for, as `metadata.json` says it.
    #[must_use]
    pub fn target(&self) -> Target {
        Target { python: self.python.to_string(), airflow: self.airflow.name().into() }
    }

    /// What a finding means; `None` when it is not reported.
    pub(super) fn severity(&self, rule: &Rule, path: Option<&str>) -> Option<Severity> {
        let settings = || {
            let matching = path.into_iter().flat_map(|path| {
                self.per_file.iter().rev().filter(move |settings| settings.glob.is_match(path))
            });
            matching.collect::<Vec<_>>()
        };
        if !rule.is_fixed() && settings().iter().any(|settings| settings.ignore.contains(&rule.code)) {
            return None;
        }
        let level = if rule.code == dag_id_unresolved::RULE.code {
            let own = settings().iter().find_map(|settings| settings.unresolved);
            own.unwrap_or(self.unresolved).into()
        } else {
            self.levels.get(rule.code).copied().unwrap_or(match rule.default {
                Severity::Error => Level::Deny,
                Severity::Warning => Level::Warn,
            })
        };
        match level {
            Level::Ignore => None,
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

fn adjustable(code: &str, level: Level) -> Result<Code, OptionsError> {
    let rule = find(code).ok_or_else(|| OptionsError::UnknownCode {
        code: code.escape_debug().to_string(),
        near: nearest(code),
    })?;
    if rule.is_fixed() && level != Level::Deny {
        return Err(OptionsError::Fixed(rule.code));
    }
    Ok(rule.code)
}

/// The code that a mistyped one was meant to be.
pub(super) fn nearest(code: &str) -> Option<&'static str> {
    let code = code.to_ascii_lowercase().replace('_', "-");
    let (distance, near) = all().iter().map(|rule| (distance(&code, rule.code), rule.code)).min()?;
    let part = all().iter().find(|rule| code.len() >= 4 && rule.code.contains(&code)).map(|rule| rule.code);
    (distance <= near.len() / 3).then_some(near).or(part)
}

/// How many letters must be added, dropped or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.bytes().take(200).enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, b) in other.bytes().enumerate() {
            let change = diagonal + usize::from(a != b);
            diagonal = row[column + 1];
            row[column + 1] = change.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_refused_with_the_nearest() {
        let mut options = Options::default();
        for (given, near) in [
            ("syntax-eror", Some("syntax-error")),
            ("dag_id_invalid", Some("dag-id-invalid")),
            ("duplicate", Some("dag-id-duplicate")),
            ("xyz", None),
        ] {
            let error = options.set(given, Level::Deny).unwrap_err();
            assert_eq!(error, OptionsError::UnknownCode { code: given.into(), near });
        }
        let message = options.set("syntax-eror", Level::Deny).unwrap_err().to_string();
        assert_eq!(message, "there is no rule `syntax-eror`; did you mean `syntax-error`?");
    }

    #[test]
    fn what_cannot_be_published_cannot_be_ignored() {
        let mut options = Options::default();
        assert_eq!(options.set("path-invalid", Level::Warn), Err(OptionsError::Fixed("path-invalid")));
        assert_eq!(options.set("path-invalid", Level::Deny), Ok(()));
        assert!(PerFile::new("**", None, &["file-too-large".into()]).is_err());
        assert!(PerFile::new("a[", None, &[]).unwrap_err().to_string().contains("`a[`"));
    }

    #[test]
    fn settings_for_a_file_go_before_those_for_the_package() {
        let mut options = Options::default();
        let rule = &dag_id_unresolved::RULE;
        let path = Some("dags/generated_a.py");
        assert_eq!(options.severity(rule, path), Some(Severity::Warning));
        options.set("dag-id-unresolved", Level::Deny).unwrap();
        assert_eq!(options.severity(rule, path), Some(Severity::Error));
        let allow =
            PerFile::new("dags/generated_*.py", Some(UnresolvedLevel::Allow), &["syntax-error".into()]);
        options.per_file.push(allow.unwrap());
        assert_eq!(options.severity(rule, path), None);
        assert_eq!(options.severity(rule, Some("dags/sub/generated_a.py")), Some(Severity::Error));
        assert_eq!(options.severity(&super::super::syntax_error::RULE, path), None);
    }
}
