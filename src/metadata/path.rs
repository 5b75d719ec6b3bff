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
        return Some(format!("it holds the character U+{:04X}", bad as u32));
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
            Some(format!("a segment is longer than {PATH_SEGMENT_BYTES} bytes"))
        }
        _ if segment.ends_with([' ', '.']) => {
            Some(format!("the segment `{segment}` ends with a space or a dot"))
        }
        _ => None,
    })
}

/// The first two of `paths` that cannot both exist in one folder: they differ only in case, or one is a
/// folder of the other. `paths` may come in any order.
pub fn clash<'a>(paths: impl IntoIterator<Item = &'a FilePath>) -> Option<(&'a FilePath, &'a FilePath)> {
    let paths: Vec<&FilePath> = paths.into_iter().collect();
    let mut files = std::collections::HashMap::with_capacity(paths.len());
    for path in &paths {
        if let Some(other) = files.insert(path.as_str().to_lowercase(), *path) {
            return Some((other, path));
        }
    }
    // Folders compare in lower case too: `A/x.py` beside `a/y.py` is one folder on some disks, two on others.
    let mut folders: std::collections::HashMap<String, (&str, &FilePath)> = std::collections::HashMap::new();
    for path in &paths {
        for folder in path.folders() {
            let lower = folder.to_lowercase();
            if let Some(file) = files.get(&lower) {
                return Some((file, path));
            }
            match folders.get(&lower) {
                Some((spelled, other)) if *spelled != folder => return Some((other, path)),
                Some(_) => {}
                None => {
                    folders.insert(lower, (folder, path));
                }
            }
        }
    }
    None
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
            (&"x".repeat(201), "segment is longer"),
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
    }
}
