//! Paths of files inside a package.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::is_nfc;

use super::limits::{PATH_BYTES, PATH_SEGMENT_BYTES};

/// Why a path is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{path}` cannot be a file of a package: {reason}")]
pub struct PathError {
    path: String,
    reason: String,
}

impl PathError {
    /// What is wrong with the path, which the words before have named.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The path of a file relative to the package's `dags/`: `/`-separated, safe on every file system.
///
/// Ordered by its bytes, which is the order of `files[]` and of an archive's entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct FilePath(#[schemars(length(min = 1, max = 512))] String);

impl FilePath {
    /// Checks a path: relative, NFC, no empty, `.` or `..` segment, no control character or backslash,
    /// no trailing space or dot, no segment over 200 bytes, 512 bytes in all.
    ///
    /// # Errors
    /// When it breaks a rule; the error names it.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        match fault(&path) {
            None => Ok(Self(path)),
            Some(reason) => Err(PathError { path: path.escape_debug().to_string(), reason }),
        }
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folders above this file, outermost first: `a/b/c.py` gives `a`, `a/b`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }
}

fn fault(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("it is empty".into());
    }
    if path.len() > PATH_BYTES {
        return Some(format!("it is longer than {PATH_BYTES} bytes"));
    }
    if path.starts_with('/') {
        return Some("it is absolute".into());
    }
    if let Some(bad) = path.chars().find(|c| c.is_control() || *c == '\\') {
        return Some(format!(
            "it holds the character U+{:04X}, which some systems refuse in a name",
            bad as u32
        ));
    }
    if !is_nfc(path) {
        return Some(
            "it is not in Unicode's composed form (NFC), so another system would show a second file of the same name"
                .into(),
        );
    }
    path.split('/').find_map(|segment| match segment {
        "" => Some("it has an empty segment".into()),
        "." | ".." => Some(format!("it has a segment `{segment}`")),
        _ if segment.len() > PATH_SEGMENT_BYTES => {
            Some(format!("a name in it is longer than {PATH_SEGMENT_BYTES} bytes"))
        }
        _ if segment.ends_with([' ', '.']) => {
            Some(format!("the name `{segment}` ends with a space or a dot, which some disks drop"))
        }
        _ => None,
    })
}

/// Two of `paths` that cannot both exist in one folder: they differ only in case, or one is a folder of the
/// other. `paths` may come in any order; the first of the pair is the first by its bytes.
///
/// Sorted by lower-case segments, paths that share a folder stand side by side, so neighbours tell all. (A table
/// of every folder of 10,000 deep paths would take a hundred times the document that lists them.)
pub fn clash<'a>(paths: impl IntoIterator<Item = &'a FilePath>) -> Option<(&'a FilePath, &'a FilePath)> {
    let mut sorted: Vec<(String, &FilePath)> =
        paths.into_iter().map(|path| (path.as_str().to_lowercase(), path)).collect();
    sorted.sort_by(|(a, one), (b, other)| a.split('/').cmp(b.split('/')).then(one.cmp(other)));
    let pair = sorted.windows(2).find(|pair| clashes(&pair[0], &pair[1]))?;
    let (one, other) = (pair[0].1, pair[1].1);
    Some(if one <= other { (one, other) } else { (other, one) })
}

/// Whether two paths, each with its lower-case form, meet in a name that they spell differently, or one ends
/// where the other goes on.
fn clashes((lower, path): &(String, &FilePath), (other_lower, other): &(String, &FilePath)) -> bool {
    let (mut one, mut two) = (lower.split('/'), other_lower.split('/'));
    let (mut spelled, mut other_spelled) = (path.as_str().split('/'), other.as_str().split('/'));
    loop {
        match (one.next(), two.next()) {
            (Some(a), Some(b)) if a != b => return false,
            (Some(_), Some(_)) if spelled.next() != other_spelled.next() => return true,
            (Some(_), Some(_)) => {}
            // The same file, or a file where the other has a folder.
            _ => return true,
        }
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FilePath {
    type Error = PathError;
    fn try_from(path: String) -> Result<Self, PathError> {
        Self::new(path)
    }
}

impl From<FilePath> for String {
    fn from(path: FilePath) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(of: &[&str]) -> Vec<FilePath> {
        of.iter().map(|path| FilePath::new(*path).unwrap()).collect()
    }

    #[test]
    fn ordinary_paths_pass() {
        for path in [
            "a.py",
            "sql/daily report.sql",
            ".airflowignore",
            "sub/.airflowignore",
            "é/ü.py",
            "a..b",
            "@x=1.py",
        ] {
            assert!(FilePath::new(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_or_surprise_a_file_system_are_refused() {
        for (path, part) in [
            ("", "empty"),
            ("/etc/passwd", "absolute"),
            ("../x.py", "`..`"),
            ("a/../../x.py", "`..`"),
            ("./x.py", "`.`"),
            ("a//b.py", "empty segment"),
            ("a/", "empty segment"),
            ("a\nb.py", "U+000A"),
            ("a\u{0}b.py", "U+0000"),
            ("a\\b.py", "U+005C"),
            ("e\u{301}.py", "NFC"),
            ("a./b.py", "ends with"),
            ("a ", "ends with"),
            (&"x".repeat(201), "name in it is longer"),
            (&["x"; 300].join("/"), "longer than 512"),
        ] {
            let error = FilePath::new(path).unwrap_err().to_string();
            assert!(error.contains(part), "{path:?}: {error}");
        }
    }

    #[test]
    fn names_that_cannot_stand_side_by_side_are_found() {
        assert!(clash(&paths(&["a.py", "b/a.py", "b/c.py"])).is_none());
        assert!(clash(&paths(&["a.py", "A.py"])).is_some());
        assert!(clash(&paths(&["a/b.py", "a"])).is_some());
        assert!(clash(&paths(&["a", "a/b/c.py"])).is_some());
        assert!(clash(&paths(&["A/x.py", "a/y.py"])).is_some());
        assert!(clash(&paths(&["Ä.py", "ä.py"])).is_some());
        assert!(clash(&paths(&["a.py", "a.py"])).is_some());
        // `a-b` sorts between `a` and `a/x` by bytes.
        assert!(clash(&paths(&["a", "a-b", "a/x"])).is_some());
        assert!(clash(&paths(&["a/B/x", "a/b-c/x", "a/b/x"])).is_some());
        assert!(clash(&paths(&["a-b/x", "a/x", "a0/x"])).is_none());
    }
}
