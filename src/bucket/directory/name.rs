//! Keys that can be files.

use super::INTERNAL;
use super::fault::Fault;
use crate::bucket::ErrorKind;

/// A key as folders and a file's name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    segments: Vec<&'a str>,
    last: &'a str,
}

impl<'a> Name<'a> {
    /// # Errors
    /// The key is not a path that stays below the root and out of the store's own folder.
    pub(super) fn new(key: &'a str) -> Result<Self, Fault> {
        let mut segments: Vec<&str> = key.split('/').collect();
        match (key.split('/').find_map(fault_of), segments.pop()) {
            (None, Some(last)) if segments.first().unwrap_or(&last) != &INTERNAL => {
                Ok(Self { segments, last })
            }
            (None, _) => Err(refused(key, "`.dag-publish` is the store's own folder")),
            (Some(reason), _) => Err(refused(key, reason)),
        }
    }

    /// The folders above, outermost first.
    pub(super) fn parents(&self) -> &[&'a str] {
        &self.segments
    }

    /// The file's name.
    pub(super) fn last(&self) -> &'a str {
        self.last
    }
}

fn refused(key: &str, reason: &str) -> Fault {
    Fault::new(ErrorKind::Other, format!("the key {key:?} cannot be a file: {reason}"))
}

fn fault_of(segment: &str) -> Option<&'static str> {
    match segment {
        "" => Some("it has an empty segment"),
        "." | ".." => Some("it has a `.` or `..` segment"),
        _ if segment.contains('\0') => Some("it has a NUL character"),
        _ => None,
    }
}

/// The folders that a listing's prefix names, or `None` when nothing can lie there.
pub(super) fn folders_of(prefix: &str) -> Option<Vec<&str>> {
    let Some((folders, _)) = prefix.rsplit_once('/') else {
        return Some(Vec::new());
    };
    let folders: Vec<&str> = folders.split('/').collect();
    let sound = folders.iter().all(|folder| fault_of(folder).is_none()) && folders.first() != Some(&INTERNAL);
    sound.then_some(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_folders_and_a_name() {
        let name = Name::new("dev/reporting/dags/a b.py").unwrap();
        assert_eq!((name.parents(), name.last()), (&["dev", "reporting", "dags"][..], "a b.py"));
        assert_eq!(Name::new("a").unwrap().parents(), [""; 0]);
        assert!(Name::new("dev/.dag-publish/x").is_ok(), "only the root's is the store's own");
    }

    #[test]
    fn a_key_that_leaves_the_root_is_refused() {
        for key in ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a\0b", ".dag-publish"] {
            assert!(Name::new(key).is_err(), "{key:?}");
        }
        assert!(Name::new(".dag-publish/lock").is_err());
    }

    #[test]
    fn a_prefix_that_leaves_the_root_names_nothing() {
        assert_eq!(folders_of("dev/p/da"), Some(vec!["dev", "p"]));
        assert_eq!(folders_of("de"), Some(vec![]));
        for prefix in ["../", "/", "a/../b", "a//", ".dag-publish/"] {
            assert_eq!(folders_of(prefix), None, "{prefix}");
        }
    }
}
