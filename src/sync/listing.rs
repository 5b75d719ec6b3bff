//! What a complete listing of an environment shows: packages with a document, and objects without one.

use std::collections::{BTreeMap, BTreeSet};

use crate::bucket::{ETag, ObjectInfo};
use crate::metadata::{EnvironmentName, FilePath, PackageName};

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
    /// Sorts the objects below `<environment>/`. `foreign` names packages whose `metadata.json` is another tool's:
    /// a file like any other.
    ///
    /// Keys that end in `/` are folders that a console made, and mean nothing. The readable copy of a package
    /// that has a document is not looked at: its releases are.
    #[must_use]
    pub fn read(
        environment: &EnvironmentName,
        objects: &[ObjectInfo],
        foreign: &BTreeSet<PackageName>,
    ) -> Self {
        let prefix = format!("{environment}/");
        let mut sorted = Self::default();
        let files = objects.iter().filter(|object| !object.key.ends_with('/'));
        for object in files.clone() {
            if let Some(package) = document_of(&prefix, &object.key)
                && !foreign.contains(&package)
            {
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
        let folders: BTreeSet<&str> = sorted
            .managed
            .keys()
            .map(PackageName::as_str)
            .chain(sorted.unmanaged.keys().map(String::as_str))
            .collect();
        sorted.root.retain(|object| {
            let is_free = !folders.contains(object.path.as_str());
            if !is_free {
                let reason = "it cannot stand beside the folder of that name".to_owned();
                refused.push((format!("{prefix}{}", object.path), reason));
            }
            is_free
        });
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

/// Leaves out objects that cannot stand beside another (`a` beside `a/b`, `A` beside `a`): of two the later key.
fn drop_clashes(objects: &mut Vec<Plain>, prefix: &str, refused: &mut Vec<(String, String)>) {
    // A name as file systems that ignore case see it, how it is spelled, and whether it is a file.
    let mut taken: BTreeMap<String, (String, bool)> = BTreeMap::new();
    objects.sort_by(|one, other| one.path.as_str().as_bytes().cmp(other.path.as_str().as_bytes()));
    objects.retain(|object| {
        let path = object.path.as_str();
        let folder_clash = object.path.folders().find(|folder| {
            let known = taken.get(&folder.to_lowercase());
            known.is_some_and(|(spelled, is_file)| *is_file || spelled != folder)
        });
        let clash = match (folder_clash, taken.get(&path.to_lowercase())) {
            (Some(folder), _) => Some(folder.to_owned()),
            (None, Some((spelled, _))) => Some(spelled.clone()),
            (None, None) => None,
        };
        if let Some(other) = clash {
            let reason = format!("it cannot stand beside `{other}` in one folder");
            refused.push((format!("{prefix}{path}"), reason));
            return false;
        }
        for folder in object.path.folders() {
            taken.entry(folder.to_lowercase()).or_insert_with(|| (folder.to_owned(), false));
        }
        taken.insert(path.to_lowercase(), (path.to_owned(), true));
        true
    });
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
        Environment::read(&EnvironmentName::new("dev").unwrap(), &objects, &BTreeSet::new())
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
    fn a_root_file_that_has_a_folders_name_is_refused() {
        let sorted = read(&["dev/etl", "dev/etl/dags/a.py", "dev/reports", "dev/reports/metadata.json"]);
        assert!(sorted.root.is_empty());
        assert_eq!(sorted.refused.len(), 2);
    }

    #[test]
    fn many_clashes_take_no_longer_than_many_files() {
        let keys: Vec<String> =
            (0..20_000).flat_map(|n| [format!("dev/t/F{n}.py"), format!("dev/t/f{n}.py")]).collect();
        let sorted = read(&keys.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((sorted.unmanaged["t"].len(), sorted.refused.len()), (20_000, 20_000));
    }

    #[test]
    fn of_two_objects_that_clash_the_first_stays() {
        let sorted = read(&["dev/etl/a", "dev/etl/a/b.py", "dev/etl/A.py", "dev/etl/a.py"]);
        assert_eq!(paths(&sorted.unmanaged["etl"]), ["A.py", "a"]);
        assert_eq!(sorted.refused.len(), 2);
    }
}
