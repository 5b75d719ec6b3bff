//! A package's folder, written by a test.

use std::path::{Path, PathBuf};

use dag_publish::metadata::{Digest, FileEntry, FilePath, tree_sha256};
use tempfile::TempDir;

/// A folder with `dags/` and a settings file.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    folder: TempDir,
}

impl Package {
    /// A package without files.
    pub(crate) fn new(name: &str) -> Self {
        let package = Self { name: name.into(), folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(package.path().join("dags")).unwrap();
        package.settings("")
    }

    /// Lines below `[tool.dag-publish]`.
    pub(crate) fn settings(self, lines: &str) -> Self {
        let text = format!("[tool.dag-publish]\npackage = \"{}\"\n{lines}", self.name);
        std::fs::write(self.path().join("pyproject.toml"), text).unwrap();
        self
    }

    /// A file with one DAG, whose content `variant` tells from others of the same id.
    pub(crate) fn dag(self, path: &str, dag_id: &str, variant: &str) -> Self {
        self.write(path, dag(dag_id, variant));
        self
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.dags().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.dags().join(path)).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn dags(&self) -> PathBuf {
        self.path().join("dags")
    }

    /// Its files, sorted by path.
    pub(crate) fn files(&self) -> Vec<FileEntry> {
        let mut files: Vec<FileEntry> = walkdir::WalkDir::new(self.dags())
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let bytes = std::fs::read(entry.path()).unwrap();
                let path = entry.path().strip_prefix(self.dags()).unwrap().to_str().unwrap().to_owned();
                FileEntry {
                    path: FilePath::new(path).unwrap(),
                    size: bytes.len() as u64,
                    sha256: Digest::of(&bytes),
                }
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The digest of its tree.
    pub(crate) fn tree(&self) -> Digest {
        tree_sha256(&self.files())
    }
}

/// A DAG of one task, about 2 KB long.
pub(crate) fn dag(dag_id: &str, variant: &str) -> String {
    let filler = "# one line of a file as long as such files are\n".repeat(40);
    format!(
        "from airflow import DAG\n\nwith DAG(\"{dag_id}\", schedule=None):\n    pass\n\n# {variant}\n{filler}"
    )
}
