//! What a package is judged for, and what its findings mean.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};
use thiserror::Error;

use super::{Code, Rule, Severity, all, dag_id_unresolved, find};
use crate::airflow::Airflow;
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

/// Stands for every rule that has no level of its own.
const ALL: &str = "all";

/// What findings mean: of one rule, or of all.
#[derive(Debug, Clone, Default)]
struct Levels {
    all: Option<Level>,
    each: BTreeMap<Code, Level>,
}

impl Levels {
    /// The last call for a code decides; one for a rule goes before one for `all`.
    fn set(&mut self, code: &str, level: Level) -> Result<(), OptionsError> {
        if code == ALL {
            self.all = Some(level);
        } else {
            self.each.insert(adjustable(code, level)?, level);
        }
        Ok(())
    }

    /// What was said of a rule.
    fn get(&self, rule: &Rule) -> Option<Level> {
        let all = self.all.filter(|level| !rule.is_fixed() || *level == Level::Deny);
        self.each.get(rule.code).copied().or(all)
    }
}

/// Settings for the files that a pattern matches.
#[derive(Debug, Clone)]
pub struct PerFile {
    glob: GlobMatcher,
    levels: Levels,
}

impl PerFile {
    /// Settings for files by a glob on the path from the package's folder (`dags/generated_*.py`); `*` stays
    /// within a folder, `**` does not.
    ///
    /// # Errors
    /// When the pattern is not a glob.
    pub fn new(pattern: &str) -> Result<Self, OptionsError> {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
            OptionsError::Pattern {
                pattern: pattern.escape_debug().to_string(),
                reason: error.kind().to_string(),
            }
        })?;
        Ok(Self { glob: glob.compile_matcher(), levels: Levels::default() })
    }

    /// Sets what findings of a rule mean in these files, or of `all`.
    ///
    /// # Errors
    /// When no rule has this code (the error names the nearest), or the rule always denies.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), OptionsError> {
        self.levels.set(code, level)
    }

    /// Sets what a DAG that cannot be known means in these files.
    pub fn set_unresolved(&mut self, level: UnresolvedLevel) {
        self.levels.each.insert(dag_id_unresolved::RULE.code, level.into());
    }
}

/// How a package is judged.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The Python of the scheduler.
    pub python: Version,
    /// The Airflow of the scheduler.
    pub airflow: Airflow,
    /// How dag_ids must start; nothing is asked for when there is none.
    pub dag_id_prefixes: Vec<String>,
    /// Folders, relative to the package's, that the scheduler has on `sys.path` besides its DAG folder.
    pub import_roots: Vec<String>,
    /// Settings for some files: they go before those for the package, and of several that match the last one
    /// that speaks of a rule decides.
    pub per_file: Vec<PerFile>,
    /// Whether the verdict keeps the tasks of DAGs: no rule asks for them, and a package may have very many.
    pub keep_tasks: bool,
    levels: Levels,
}

impl Options {
    /// Sets what findings of a rule mean, or of `all` that have no level of their own; the last call decides.
    ///
    /// # Errors
    /// When no rule has this code (the error names the nearest), or the rule always denies.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), OptionsError> {
        self.levels.set(code, level)
    }

    /// Sets what a DAG that cannot be known means.
    pub fn set_unresolved(&mut self, level: UnresolvedLevel) {
        self.levels.each.insert(dag_id_unresolved::RULE.code, level.into());
    }

    /// What the package is validated for, as `metadata.json` says it.
    #[must_use]
    pub fn target(&self) -> Target {
        Target { python: self.python.to_string(), airflow: self.airflow.name().into() }
    }

    /// What a finding means; `None` when it is not reported.
    pub(super) fn severity(&self, rule: &Rule, path: Option<&str>) -> Option<Severity> {
        let of_file = path.and_then(|path| {
            let matching = self.per_file.iter().rev().filter(|settings| settings.glob.is_match(path));
            matching.filter_map(|settings| settings.levels.get(rule)).next()
        });
        let level = of_file.or_else(|| self.levels.get(rule)).unwrap_or(match rule.default {
            Severity::Error => Level::Deny,
            Severity::Warning => Level::Warn,
        });
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
        assert!(PerFile::new("**").unwrap().set("file-too-large", Level::Ignore).is_err());
        options.set("all", Level::Ignore).unwrap();
        let fixed = find("file-too-large").unwrap();
        assert_eq!(options.severity(fixed, Some("dags/a.bin")), Some(Severity::Error));
        assert!(PerFile::new("a[").unwrap_err().to_string().contains("`a[`"));
    }

    #[test]
    fn settings_for_a_file_go_before_those_for_the_package() {
        let mut options = Options::default();
        let rule = &dag_id_unresolved::RULE;
        let path = Some("dags/generated_a.py");
        assert_eq!(options.severity(rule, path), Some(Severity::Warning));
        options.set_unresolved(UnresolvedLevel::Deny);
        assert_eq!(options.severity(rule, path), Some(Severity::Error));
        let mut generated = PerFile::new("dags/generated_*.py").unwrap();
        generated.set_unresolved(UnresolvedLevel::Allow);
        generated.set("syntax-error", Level::Warn).unwrap();
        options.per_file.push(generated);
        assert_eq!(options.severity(rule, path), None);
        assert_eq!(options.severity(rule, Some("dags/sub/generated_a.py")), Some(Severity::Error));
        let syntax = &super::super::syntax_error::RULE;
        assert_eq!(options.severity(syntax, path), Some(Severity::Warning));
        let mut one = PerFile::new("dags/generated_a.py").unwrap();
        one.set("all", Level::Deny).unwrap();
        options.per_file.push(one);
        assert_eq!(options.severity(syntax, path), Some(Severity::Error));
        assert_eq!(options.severity(rule, path), Some(Severity::Error));
    }

    #[test]
    fn a_level_for_all_rules_leaves_those_with_a_level_of_their_own() {
        let mut options = Options::default();
        options.set("syntax-error", Level::Deny).unwrap();
        options.set("all", Level::Warn).unwrap();
        let severity = |code| options.severity(find(code).unwrap(), None);
        assert_eq!(severity("syntax-error"), Some(Severity::Error));
        assert_eq!(severity("dag-id-invalid"), Some(Severity::Warning));
        assert_eq!(severity("dag-id-taken"), Some(Severity::Error));
    }
}
