//! What a complete listing of an environment shows: packages with a document, and objects without one.

use std::collections::BTreeMap;

use crate::bucket::{ETag, ObjectInfo};
use crate::metadata::{EnvironmentName, FilePath, PackageName, clash};

/// The name of a package's document below its folder.
const DOCUMENT: &str = "metadata.json";

/// An object that is mirrored as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// Relative to its folder, or to the environment for a root file.
    pub path: FilePath,
    /// In bytes.
    pub size: u64,
    /// Its ETag.
    pub etag: ETag,
}

/// A complete listing, sorted into what it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Packages that have a document, and its ETag.
    pub managed: BTreeMap<PackageName, ETag>,
    /// Folders without a document: their objects, sorted by path. Any safe segment is a name here.
    pub unmanaged: BTreeMap<String, Vec<Plain>>,
    /// Objects directly below the environment, such as a team-wide `.airflowignore`.
    pub root: Vec<Plain>,
    /// Keys that no file system could hold, or that clash with another, and why.
    pub refused: Vec<(String, String)>,
}

impl Environment {
    /// Sorts the objects below `<environment>/`.
    ///
    /// Keys that end in `/` are folders that a console made, and mean nothing. The readable copy of a package
    /// that has a document is not looked at: its releases are.
    #[must_use]
    pub fn read(environment: &EnvironmentName, objects: &[ObjectInfo]) -> Self {
        let prefix = format!("{environment}/");
        let mut sorted = Self::default();
        let files = objects.iter().filter(|object| !object.key.ends_with('/'));
        for object in files.clone() {
            if let Some(package) = document_of(&prefix, &object.key) {
                sorted.managed.insert(package, object.etag.clone());
            }
        }
        for object in files {
            let Some(rest) = object.key.strip_prefix(&prefix) else { continue };
            let folder = rest.split_once('/').map(|(folder, _)| folder);
            let is_managed = folder.is_some_and(|folder| {
                PackageName::new(folder).is_ok_and(|package| sorted.managed.contains_key(&package))
            });
            if !is_managed {
                sorted.take(object, rest);
            }
        }
        let refused = &mut sorted.refused;
        for (folder, objects) in &mut sorted.unmanaged {
            drop_clashes(objects, &format!("{prefix}{folder}/"), refused);
        }
        drop_clashes(&mut sorted.root, &prefix, refused);
        sorted.unmanaged.retain(|_, objects| !objects.is_empty());
        sorted
    }

    fn take(&mut self, object: &ObjectInfo, rest: &str) {
        // The whole path decides: a folder's name must be as safe as a file's.
        let path = match FilePath::new(rest) {
            Ok(path) => path,
            Err(error) => return self.refused.push((object.key.clone(), error.to_string())),
        };
        let plain = |path| Plain { path, size: object.size, etag: object.etag.clone() };
        match path.as_str().split_once('/') {
            None => self.root.push(plain(path)),
            Some((folder, below)) => match FilePath::new(below) {
                Ok(below) => self.unmanaged.entry(folder.to_owned()).or_default().push(plain(below)),
                Err(error) => self.refused.push((object.key.clone(), error.to_string())),
            },
        }
    }
}

/// The package whose document `key` is.
fn document_of(prefix: &str, key: &str) -> Option<PackageName> {
    let (package, name) = key.strip_prefix(prefix)?.split_once('/')?;
    if name == DOCUMENT { PackageName::new(package).ok() } else { None }
}

/// Leaves out objects that cannot stand beside another (`a` beside `a/b`, `A` beside `a`), the later key first.
fn drop_clashes(objects: &mut Vec<Plain>, prefix: &str, refused: &mut Vec<(String, String)>) {
    while let Some((one, other)) = clash(objects.iter().map(|object| &object.path)) {
        let (keep, drop) =
            if one < other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) };
        refused.push((format!("{prefix}{drop}"), format!("it cannot stand beside `{keep}` in one folder")));
        objects.retain(|object| object.path != drop);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(keys: &[&str]) -> Environment {
        let objects: Vec<ObjectInfo> = keys
            .iter()
            .map(|key| ObjectInfo {
                key: (*key).to_owned(),
                size: 1,
                etag: ETag("\"e\"".into()),
                last_modified: jiff::Timestamp::UNIX_EPOCH,
            })
            .collect();
        Environment::read(&EnvironmentName::new("dev").unwrap(), &objects)
    }

    fn paths(objects: &[Plain]) -> Vec<&str> {
        objects.iter().map(|object| object.path.as_str()).collect()
    }

    #[test]
    fn a_package_with_a_document_is_managed_and_its_plain_copy_is_not_looked_at() {
        let sorted = read(&["dev/etl/dags/a.py", "dev/etl/dags/b.py", "dev/etl/metadata.json"]);
        assert_eq!(sorted.managed.keys().map(PackageName::as_str).collect::<Vec<_>>(), ["etl"]);
        assert!(sorted.unmanaged.is_empty() && sorted.root.is_empty());
    }

    #[test]
    fn folders_without_a_document_and_root_files_are_mirrored_under_any_safe_name() {
        let sorted = read(&["dev/.airflowignore", "dev/Team Reports/dags/a.py", "dev/etl/x/metadata.json"]);
        assert_eq!(paths(&sorted.root), [".airflowignore"]);
        assert_eq!(paths(&sorted.unmanaged["Team Reports"]), ["dags/a.py"]);
        assert_eq!(paths(&sorted.unmanaged["etl"]), ["x/metadata.json"]);
    }

    #[test]
    fn folders_of_a_console_mean_nothing() {
        assert_eq!(read(&["dev/", "dev/etl/", "dev/etl/dags/"]), Environment::default());
    }

    #[test]
    fn keys_that_no_folder_could_hold_are_refused_by_name() {
        let sorted = read(&["dev/../x.py", "dev/etl//a.py", "dev/a\u{0}b/c.py", "dev/etl/./a.py"]);
        assert_eq!(sorted.refused.len(), 4, "{:?}", sorted.refused);
        assert!(sorted.unmanaged.is_empty());
    }

    #[test]
    fn of_two_objects_that_clash_the_first_stays() {
        let sorted = read(&["dev/etl/a", "dev/etl/a/b.py", "dev/etl/A.py", "dev/etl/a.py"]);
        assert_eq!(paths(&sorted.unmanaged["etl"]), ["a", "A.py"]);
        assert_eq!(sorted.refused.len(), 2);
    }
}
