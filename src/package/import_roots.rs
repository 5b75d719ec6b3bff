//! What lies in the import roots of a package outside its DAG files: modules and data that DAG files may import and
//! read, and that are not published.

use std::path::Path;

use bytes::Bytes;
use walkdir::{DirEntry, WalkDir};

use crate::config::Settings;

/// The most files that are read.
const MOST_FILES: usize = 10_000;
/// The most bytes of one file.
const MOST_BYTES: u64 = 4 << 20;
/// The most bytes in all.
const MOST_IN_ALL: u64 = 128 << 20;
/// What DAG files import and read.
const ENDINGS: [&str; 8] = ["py", "json", "yaml", "yml", "toml", "csv", "ini", "cfg"];

/// A file of an import root.
#[derive(Debug, Clone)]
pub struct RootFile {
    /// Relative to the package's folder, `/`-separated.
    pub path: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The files of the import roots, sorted by path. What cannot be read is left out: then it cannot be known.
pub(super) fn read(folder: &Path, settings: &Settings) -> Vec<RootFile> {
    let dags = folder.join(settings.dags.to_string());
    let mut found: Vec<RootFile> = Vec::new();
    let mut size = 0;
    for root in &settings.import_roots {
        let top = folder.join(root.as_str());
        if top.starts_with(&dags) {
            continue;
        }
        let walk = WalkDir::new(&top).sort_by_file_name().into_iter();
        let wanted = walk.filter_entry(|entry| entry.depth() == 0 || is_wanted(entry, &dags));
        for entry in wanted.flatten().filter(|entry| entry.file_type().is_file()) {
            let Some(path) = relative(entry.path(), folder) else { continue };
            let small = entry.metadata().is_ok_and(|metadata| metadata.len() <= MOST_BYTES);
            if !small || found.len() >= MOST_FILES || size > MOST_IN_ALL {
                continue;
            }
            if let Ok(bytes) = std::fs::read(entry.path()) {
                size += bytes.len() as u64;
                found.push(RootFile { path, bytes: bytes.into() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    found
}

fn is_wanted(entry: &DirEntry, dags: &Path) -> bool {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with('.') {
        return false;
    }
    if entry.file_type().is_dir() {
        return entry.path() != dags
            && !matches!(&*name, "__pycache__" | "node_modules" | "site-packages")
            && !entry.path().join("pyvenv.cfg").exists();
    }
    entry.path().extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}

fn relative(path: &Path, folder: &Path) -> Option<String> {
    let inner = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = inner
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_str())
        .collect();
    Some(parts?.join("/"))
}
