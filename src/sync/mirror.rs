//! Folders and files without releases: what each should hold, as a value.
//!
//! They are mirrored by ETag as `aws s3 sync` did, so that dag-sync replaces it on the first day, before every package
//! is published with releases. What the listing no longer shows stays until [`super::absence`] lets it go.

use std::collections::{BTreeMap, BTreeSet};

use super::absence::Verdict;
use super::listing::{Environment, Plain};
use super::tree::{Folder, FolderName, Live, MirrorFile, RootFile};
use crate::metadata::{FilePath, limits};

/// The team-wide ignore file; it is merged into dag-sync's own ([`super::tree::Tree::set_team_ignores`]).
pub const IGNORE_FILE: &str = ".airflowignore";

/// Where the bytes of a mirrored file come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The bucket shows it: fetched, unless what is live has this ETag.
    Listed(Plain),
    /// The bucket does not show it, and it stays.
    Live(MirrorFile),
}

impl Origin {
    fn etag(&self) -> &str {
        match self {
            Self::Listed(plain) => &plain.etag.0,
            Self::Live(file) => &file.etag,
        }
    }
}

/// What is to be done with a mirrored name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MirrorStep {
    /// Make the folder hold these files.
    Folder(BTreeMap<FilePath, Origin>),
    /// Make the file hold this.
    File(Origin),
    /// Take it away: nothing of it is left in the bucket.
    Retire,
}

/// A mirrored name after a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mirrored {
    /// What is to be done; nothing when it is as it should be.
    pub step: Option<MirrorStep>,
    /// How many files the bucket shows.
    pub files: usize,
    /// How many of its files the bucket does not show, and stay.
    pub absent: usize,
    /// Why it is left as it is.
    pub refused: Option<String>,
}

/// The mirrored files on this machine, as keys below the environment: what can be absent from a listing.
#[must_use]
pub fn mirrored(live: &Live, team_ignores: bool, listing: &Environment) -> BTreeSet<String> {
    let managed = |name: &FolderName| listing.managed.keys().any(|package| package.as_str() == name.as_str());
    let folders = live.folders.iter().filter(|(name, _)| !managed(name));
    let in_folders = folders.flat_map(|(name, folder)| match folder {
        Folder::Mirror(manifest) => {
            manifest.files.keys().map(|path| format!("{name}/{path}")).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let is_mirror = |file: &RootFile| matches!(file, RootFile::Mirror(_));
    let root = live.files.iter().filter(|(_, file)| is_mirror(file)).map(|(name, _)| name.to_string());
    in_folders.chain(root).chain(team_ignores.then(|| IGNORE_FILE.to_owned())).collect()
}

/// The keys below the environment that a listing shows of what is mirrored.
#[must_use]
pub fn listed(listing: &Environment) -> BTreeSet<String> {
    let folders = listing
        .unmanaged
        .iter()
        .flat_map(|(folder, objects)| objects.iter().map(move |object| format!("{folder}/{}", object.path)));
    folders.chain(listing.root.iter().map(|object| object.path.to_string())).collect()
}

/// What every mirrored name should hold, and what is to be done about it. Names that are a package's, live or
/// listed, are left out.
#[must_use]
pub fn plan(listing: &Environment, live: &Live, verdict: &Verdict) -> BTreeMap<FolderName, Mirrored> {
    let mut plan = BTreeMap::new();
    let mut names: BTreeSet<FolderName> =
        listing.unmanaged.keys().filter_map(|name| FolderName::new(name.clone()).ok()).collect();
    let mirrors = live.folders.iter().filter(|(_, folder)| matches!(folder, Folder::Mirror(_)));
    names.extend(mirrors.map(|(name, _)| name.clone()));
    names.retain(|name| !listing.managed.keys().any(|package| package.as_str() == name.as_str()));
    for name in names {
        let objects = listing.unmanaged.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        plan.insert(name.clone(), folder(&name, objects, live.folders.get(&name), verdict));
    }
    let mut files: BTreeSet<FolderName> =
        listing.root.iter().filter_map(|object| FolderName::new(object.path.as_str()).ok()).collect();
    let mirrors = live.files.iter().filter(|(_, file)| matches!(file, RootFile::Mirror(_)));
    files.extend(mirrors.map(|(name, _)| name.clone()));
    for name in files.into_iter().filter(|name| name.as_str() != IGNORE_FILE) {
        let object = listing.root.iter().find(|object| object.path.as_str() == name.as_str());
        plan.insert(name.clone(), file(&name, object, live.files.get(&name), verdict));
    }
    plan
}

fn folder(name: &FolderName, objects: &[Plain], live: Option<&Folder>, verdict: &Verdict) -> Mirrored {
    let manifest = match live {
        Some(Folder::Managed { .. }) => {
            let refused =
                Some("a release of it is live, and its metadata.json is gone from the bucket".into());
            return Mirrored { files: objects.len(), refused, ..Mirrored::default() };
        }
        Some(Folder::Mirror(manifest)) => Some(manifest),
        Some(Folder::Foreign { .. }) | None => None,
    };
    let mut wanted: BTreeMap<FilePath, Origin> =
        objects.iter().map(|object| (object.path.clone(), Origin::Listed(object.clone()))).collect();
    let files = wanted.len();
    for (path, file) in manifest.iter().flat_map(|manifest| &manifest.files) {
        if verdict.stay.contains(&format!("{name}/{path}")) {
            wanted.entry(path.clone()).or_insert_with(|| Origin::Live(file.clone()));
        }
    }
    let absent = wanted.len() - files;
    if let Some(refused) = too_large(&wanted) {
        return Mirrored { files, absent, refused: Some(refused), step: None };
    }
    let step = match manifest {
        _ if wanted.is_empty() => Some(MirrorStep::Retire),
        Some(manifest) if is_same(manifest.files.iter().map(|(path, file)| (path, &*file.etag)), &wanted) => {
            None
        }
        _ => Some(MirrorStep::Folder(wanted)),
    };
    Mirrored { step, files, absent, refused: None }
}

fn file(name: &FolderName, object: Option<&Plain>, live: Option<&RootFile>, verdict: &Verdict) -> Mirrored {
    let live = match live {
        Some(RootFile::Mirror(file)) => Some(file),
        _ => None,
    };
    let Some(object) = object else {
        let stays = verdict.stay.contains(name.as_str());
        let step = (!stays).then_some(MirrorStep::Retire);
        return Mirrored { step, files: 0, absent: usize::from(stays), refused: None };
    };
    let same = live.is_some_and(|file| file.etag == object.etag.0);
    let refused = (object.size > limits::FILE_BYTES).then(|| over("it", object.size, limits::FILE_BYTES));
    let step = (!same && refused.is_none()).then(|| MirrorStep::File(Origin::Listed(object.clone())));
    Mirrored { step, files: 1, absent: 0, refused }
}

fn is_same<'a>(
    live: impl Iterator<Item = (&'a FilePath, &'a str)>,
    wanted: &'a BTreeMap<FilePath, Origin>,
) -> bool {
    live.eq(wanted.iter().map(|(path, origin)| (path, origin.etag())))
}

/// Why a folder is beyond what dag-sync handles in one piece.
fn too_large(wanted: &BTreeMap<FilePath, Origin>) -> Option<String> {
    if wanted.len() > limits::FILES {
        return Some(format!("it has {} files; at most {} are mirrored", wanted.len(), limits::FILES));
    }
    let size = |origin: &Origin| match origin {
        Origin::Listed(plain) => plain.size,
        Origin::Live(file) => file.size,
    };
    if let Some((path, origin)) = wanted.iter().find(|(_, origin)| size(origin) > limits::FILE_BYTES) {
        return Some(over(&format!("`{path}`"), size(origin), limits::FILE_BYTES));
    }
    let whole: u64 = wanted.values().map(size).fold(0, u64::saturating_add);
    (whole > limits::PACKAGE_BYTES).then(|| over("it", whole, limits::PACKAGE_BYTES))
}

fn over(what: &str, size: u64, limit: u64) -> String {
    format!("{what} has {size} bytes; at most {limit} are mirrored")
}
