//! The files of a package and of its import roots, as the interpreter asks for them.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::dags::{Source, Sources};
use crate::package::Package;
use crate::python::{self, Version};

/// Where the scheduler has the files of a package: `<package>/dags/`.
const FOLDER: &str = "dags";

/// The files of a package.
pub(super) struct PackageSources<'p> {
    package: &'p Package,
    python: Version,
    /// `<package>/dags/`
    own: String,
    /// By path below `dags/`.
    files: FxHashMap<&'p str, Entry<'p>>,
    /// By path below the package's folder: import roots.
    outside: FxHashMap<&'p str, Entry<'p>>,
    /// Folders, as paths that the interpreter uses.
    folders: FxHashSet<String>,
}

struct Entry<'p> {
    bytes: &'p [u8],
    /// Parsed when it is first imported.
    module: OnceLock<Option<Source>>,
}

impl<'p> PackageSources<'p> {
    pub(super) fn new(package: &'p Package, python: Version) -> Self {
        let entry = |bytes: &'p [u8]| Entry { bytes, module: OnceLock::new() };
        let own = format!("{}/{FOLDER}/", package.name);
        let mut folders = FxHashSet::default();
        folders.insert(package.name.to_string());
        folders.insert(own.trim_end_matches('/').to_owned());
        add_folders(&mut folders, &own, package.files.iter().map(|file| file.path.as_str()));
        add_folders(&mut folders, "~/", package.modules.iter().map(|file| file.path.as_str()));
        Self {
            package,
            python,
            files: package.files.iter().map(|file| (file.path.as_str(), entry(&file.bytes))).collect(),
            outside: package.modules.iter().map(|file| (file.path.as_str(), entry(&file.bytes))).collect(),
            folders,
            own,
        }
    }

    /// Where the scheduler has a file of the package.
    pub(super) fn path_of(&self, path: &str) -> String {
        format!("{}{path}", self.own)
    }

    /// An import root, relative to the package's folder, as the interpreter names it.
    pub(super) fn root(&self, root: &str) -> String {
        let root = root.trim_start_matches("./").trim_end_matches('/');
        match self.below_dags(root) {
            Some("") => self.own.trim_end_matches('/').to_owned(),
            Some(inner) => format!("{}{inner}", self.own),
            None if root.is_empty() || root == "." => "~".to_owned(),
            None => format!("~/{root}"),
        }
    }

    /// What follows the folder of DAG files in a path below the package's folder.
    fn below_dags<'s>(&self, path: &'s str) -> Option<&'s str> {
        let rest = path.strip_prefix(self.package.dags.as_str())?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
    }

    fn entry(&self, path: &str) -> Option<&Entry<'p>> {
        if let Some(inner) = path.strip_prefix(self.own.as_str()) {
            return self.files.get(inner);
        }
        let inner = path.strip_prefix("~/")?;
        match self.below_dags(inner) {
            Some(inner) => self.files.get(inner),
            None => self.outside.get(inner),
        }
    }
}

/// Adds the folders that files lie in.
fn add_folders<'f>(folders: &mut FxHashSet<String>, start: &str, files: impl Iterator<Item = &'f str>) {
    let mut last = None;
    for path in files {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        // Files of one folder follow each other.
        if last.replace(folder) == Some(folder) {
            continue;
        }
        for (at, _) in path.match_indices('/').rev() {
            // What is above a known folder is known.
            if !folders.insert(format!("{start}{}", &path[..at])) {
                break;
            }
        }
    }
}

impl Sources for PackageSources<'_> {
    fn module(&self, path: &str) -> Option<&Source> {
        if !path.ends_with(".py") {
            return None;
        }
        let entry = self.entry(path)?;
        let read = || {
            let reading = python::read(entry.bytes, self.python);
            let tree = reading.tree.filter(|_| reading.faults.is_empty());
            Some(Source { text: reading.text.unwrap_or_default(), tree })
        };
        entry.module.get_or_init(read).as_ref()
    }

    fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.entry(path).map(|entry| entry.bytes)
    }

    fn is_file(&self, path: &str) -> bool {
        self.entry(path).is_some()
    }

    fn is_folder(&self, path: &str) -> bool {
        if self.folders.contains(path) {
            return true;
        }
        match path.strip_prefix("~/").and_then(|inner| self.below_dags(inner)) {
            Some("") => true,
            Some(inner) => self.folders.contains(&format!("{}{inner}", self.own)),
            None => path == "~",
        }
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let start = format!("{folder}/");
        let inner = match self.own.strip_prefix(start.as_str()) {
            Some(_) => return None,
            None if start == self.own => "",
            None => start.strip_prefix(self.own.as_str())?,
        };
        let rest = self.package.files.iter().filter_map(|file| file.path.as_str().strip_prefix(inner));
        let mut names: Vec<String> =
            rest.map(|rest| rest.split('/').next().unwrap_or(rest).to_owned()).collect();
        names.dedup();
        names.sort();
        names.dedup();
        Some(names)
    }
}
