//! Names directly below `<dest>`.

use std::fmt;
use std::path::Path;

use crate::metadata::{FilePath, PackageName, PathError};

/// A name directly below `<dest>`: a package's folder, an unmanaged folder, or an unmanaged file.
///
/// Any safe path segment ([`FilePath`]'s rules); a [`PackageName`] always is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderName(String);

impl FolderName {
    /// Checks a name.
    ///
    /// # Errors
    /// When it is no safe segment of a path; the error says why.
    pub fn new(name: impl Into<String>) -> Result<Self, PathError> {
        let name = name.into();
        // A second segment makes the rule for one segment fail.
        let one = if name.contains('/') { format!("{name}/") } else { name };
        FilePath::new(one).map(|path| Self(path.into()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&PackageName> for FolderName {
    fn from(name: &PackageName) -> Self {
        Self(name.as_str().to_owned())
    }
}

impl AsRef<Path> for FolderName {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl fmt::Display for FolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_safe_segment_is_a_name() {
        for name in ["reporting", "Team A", ".airflowignore", "@x"] {
            assert_eq!(FolderName::new(name).unwrap().as_str(), name);
        }
        for name in ["", ".", "..", "a/b", "/a", "a/", "a\\b", "a\n", "a.", &"x".repeat(201)] {
            assert!(FolderName::new(name).is_err(), "{name:?}");
        }
    }
}
