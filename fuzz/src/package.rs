//! Packages in memory.
//!
//! One input holds several files: a line `#--- sub/b.py` ends one and begins the next. The first is `a.py`, and it is
//! the one that is looked at; the others are there to be imported and read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bytes::Bytes;
use dag_publish::dags::{Source, Sources};
use dag_publish::metadata::{FilePath, PackageName};
use dag_publish::package::{Kind, Package, PackageFile};
use dag_publish::python::{self, Version};

/// Before the path of the next file, on a line of its own.
pub(crate) const NEXT_FILE: &str = "#--- ";
/// Where the scheduler has the files.
const FOLDER: &str = "pkg/dags";

/// Files by their path below Airflow's DAG folder.
pub(crate) struct InMemory {
    files: BTreeMap<String, (Vec<u8>, Source)>,
}

impl InMemory {
    /// The files of one input.
    pub(crate) fn new(text: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut path = "a.py";
        let mut content = String::new();
        for line in text.split_inclusive('\n') {
            if let Some(next) = line.strip_prefix(NEXT_FILE) {
                files.insert(format!("{FOLDER}/{path}"), file(std::mem::take(&mut content)));
                path = next.trim();
            } else {
                content.push_str(line);
            }
        }
        files.insert(format!("{FOLDER}/{path}"), file(content));
        Self { files }
    }

    /// The file that is looked at.
    pub(crate) fn first(&self) -> Option<(&str, &Source)> {
        let (path, (_, source)) = self.files.get_key_value(&format!("{FOLDER}/a.py"))?;
        Some((path, source))
    }
}

fn file(text: String) -> (Vec<u8>, Source) {
    let reading = python::read(text.as_bytes(), Version::default());
    (text.into_bytes(), Source { text: reading.text.unwrap_or_default(), tree: reading.tree })
}

impl Sources for InMemory {
    fn module(&self, path: &str) -> Option<&Source> {
        self.files.get(path).filter(|_| path.ends_with(".py")).map(|(_, source)| source)
    }
    fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(|(bytes, _)| bytes.as_slice())
    }
    fn is_file(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
    fn is_folder(&self, path: &str) -> bool {
        self.files.keys().any(|file| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        let below = |file: &str| {
            let rest = file.strip_prefix(folder)?.strip_prefix('/')?;
            Some(rest.split('/').next().unwrap_or(rest).to_owned())
        };
        let names: BTreeSet<String> = self.files.keys().filter_map(|file| below(file)).collect();
        Some(names.into_iter().collect())
    }
}

/// Files in two folders, with an `.airflowignore` in each.
pub(crate) fn ignoring(outer: &[u8], inner: &[u8]) -> Option<Package> {
    let dag: &[u8] = b"from airflow import DAG\nd = DAG('a')\n";
    let contents = [
        (".airflowignore", outer),
        ("a.py", dag),
        ("a/b/c/d/e/f.py", dag),
        ("b-c_d.py", dag),
        ("sub/.airflowignore", inner),
        ("sub/a.py", dag),
        ("sub/a/test_x.py", dag),
        ("sub/[x]/{y}.py", dag),
        ("sub/\u{fc} \u{1f600}.py", dag),
    ];
    let file = |(path, bytes): (&str, &[u8])| {
        let bytes = Bytes::copy_from_slice(bytes);
        Some(PackageFile { path: FilePath::new(path).ok()?, bytes })
    };
    Some(Package {
        name: PackageName::new("pkg").ok()?,
        folder: PathBuf::from("pkg"),
        dags: "dags".into(),
        kind: Kind::Dags,
        files: contents.into_iter().filter_map(file).collect(),
        modules: Vec::new(),
        problems: Vec::new(),
    })
}
