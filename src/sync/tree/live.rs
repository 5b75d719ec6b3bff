//! What lies in `<dest>`, told from the trees themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::disk::{Kind, Place, Stat};
use super::label::Label;
use super::stage::METADATA;
use super::{FolderName, LocalDocument, Manifest, MirrorFile, Tree, TreeError, ignore};
use crate::metadata::PackageName;
use crate::metadata::limits::METADATA_BYTES;

/// What lies in `<dest>`.
#[derive(Debug, Clone, Default)]
pub struct Live {
    /// Its folders, and names that are neither folder nor file. Names that are no safe segment are left out, and
    /// left alone.
    pub folders: BTreeMap<FolderName, Folder>,
    /// Its regular files, `.airflowignore` left out.
    pub files: BTreeMap<FolderName, RootFile>,
}

impl Live {
    /// Whether a later look found the same trees: nothing was switched, replaced, added or removed meanwhile.
    #[must_use]
    pub fn is_same(&self, later: &Self) -> bool {
        let same = |one: &Folder, other: &Folder| match (one, other) {
            (Folder::Managed { document: one, ours }, Folder::Managed { document: other, ours: later }) => {
                Arc::ptr_eq(one, other) && ours == later
            }
            (Folder::Mirror(one), Folder::Mirror(other)) => Arc::ptr_eq(one, other),
            (Folder::Foreign { reason, ours }, Folder::Foreign { reason: other, ours: later }) => {
                reason == other && ours == later
            }
            _ => false,
        };
        self.files == later.files
            && self.folders.len() == later.folders.len()
            && self
                .folders
                .iter()
                .zip(&later.folders)
                .all(|(one, other)| one.0 == other.0 && same(one.1, other.1))
    }
}

/// A folder in `<dest>`.
#[derive(Debug, Clone)]
pub enum Folder {
    /// A package with a readable `metadata.json`.
    Managed {
        /// The document.
        document: Arc<LocalDocument>,
        /// Whether dag-sync placed it; false for one that `aws s3 sync` made, for example.
        ours: bool,
    },
    /// A folder that dag-sync mirrored, file for file, from a prefix without a `metadata.json` of ours.
    Mirror(Arc<Manifest>),
    /// Anything else: left alone, unless a package of its name arrives.
    Foreign {
        /// Why it is no package, as the rest of a sentence for a person.
        reason: String,
        /// Whether dag-sync placed a tree there that is no longer what it was: damaged.
        ours: bool,
    },
}

/// A regular file directly in `<dest>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RootFile {
    /// dag-sync mirrored it, and it is what it was.
    Mirror(MirrorFile),
    /// Someone else's, or changed since.
    Foreign {
        /// Whether dag-sync placed a file of this name.
        ours: bool,
    },
}

/// What was found at the last look, and the facts that would have changed with it.
#[derive(Debug, Default)]
pub(super) struct Cache(BTreeMap<FolderName, (Key, Folder)>, BTreeMap<FolderName, (Key, RootFile)>);

/// A folder's inode and the facts of its document; a file's facts.
type Key = (u64, Option<(u64, u64, i64, u32)>);

impl Cache {
    pub(super) fn forget(&mut self, name: &FolderName) {
        self.0.remove(name);
        self.1.remove(name);
    }
}

fn facts(stat: &Stat) -> (u64, u64, i64, u32) {
    (stat.inode, stat.size, stat.mtime, stat.mtime_nanos)
}

impl Tree {
    /// What lies in `<dest>`. Cheap when nothing changed since the last look: a document is read again when its
    /// inode, size or time differ, the content of a mirror only when the folder is another one. Damage inside a
    /// folder is [`Tree::verify`]'s to find.
    ///
    /// # Errors
    /// The disk's own.
    pub fn live(&self) -> Result<Live, TreeError> {
        let root = Place::dest("");
        let mut live = Live::default();
        for entry in self.attempt("list", &root, self.disk.read_dir(&root))? {
            let Some(name) = entry.name.to_str().and_then(|name| FolderName::new(name).ok()) else {
                continue;
            };
            if name.as_str() == ignore::FILE || Some(name.as_str()) == self.disk.state_in_dest() {
                continue;
            }
            if entry.kind == Kind::File {
                if let Some(file) = self.file(&name)? {
                    live.files.insert(name, file);
                }
            } else if let Some(folder) = self.folder(&name)? {
                live.folders.insert(name, folder);
            }
        }
        let there: BTreeSet<&FolderName> = live.folders.keys().chain(live.files.keys()).collect();
        let cache = &mut self.memory().live;
        cache.0.retain(|name, _| there.contains(name));
        cache.1.retain(|name, _| there.contains(name));
        Ok(live)
    }

    /// What lies under one name, `None` when it is free.
    pub(super) fn folder(&self, name: &FolderName) -> Result<Option<Folder>, TreeError> {
        let at = Place::dest(name);
        let Some(stat) = self.stat(&at)? else { return Ok(None) };
        let document = if stat.kind == Kind::Folder { self.stat(&at.join(METADATA))? } else { None };
        let key = (stat.inode, document.as_ref().map(facts));
        if let Some((known, folder)) = self.memory().live.0.get(name)
            && *known == key
        {
            return Ok(Some(folder.clone()));
        }
        let (folder, _) = self.identify(name, &at)?;
        self.memory().live.0.insert(name.clone(), (key, folder.clone()));
        Ok(Some(folder))
    }

    fn file(&self, name: &FolderName) -> Result<Option<RootFile>, TreeError> {
        let at = Place::dest(name);
        let Some(stat) = self.stat(&at)? else { return Ok(None) };
        let key = (stat.inode, Some(facts(&stat)));
        if let Some((known, file)) = self.memory().live.1.get(name)
            && *known == key
        {
            return Ok(Some(file.clone()));
        }
        let placed = self.placed(name);
        let digest = self.disk.digest(&at).ok();
        let known = placed.files.iter().find(|file| digest == Some((file.size, file.sha256)));
        let file = match known {
            Some(file) => RootFile::Mirror(file.clone()),
            None => RootFile::Foreign { ours: placed.settled },
        };
        self.memory().live.1.insert(name.clone(), (key, file.clone()));
        Ok(Some(file))
    }

    /// What a tree is, by what is in it; `name` is the folder that it is or was live under.
    pub(super) fn identify(&self, name: &FolderName, at: &Place) -> Result<(Folder, Label), TreeError> {
        let placed = self.placed(name);
        let foreign = |reason: String| (Folder::Foreign { reason, ours: placed.settled }, Label::Unknown);
        match self.kind(at)? {
            Some(Kind::Folder) => {}
            Some(Kind::File) => {
                let known = self
                    .disk
                    .digest(at)
                    .ok()
                    .filter(|found| placed.files.iter().any(|file| (file.size, file.sha256) == *found));
                let (folder, label) = foreign("is a file".into());
                return Ok((folder, known.map_or(label, |(_, sha256)| Label::File(sha256))));
            }
            _ => return Ok(foreign("is neither a folder nor a file".into())),
        }
        let reason = match self.document(name, &at.join(METADATA))? {
            Some(Ok(document)) => {
                let of = document.document();
                let label = Label::Release(of.release, of.nonce);
                return Ok((Folder::Managed { document: Arc::new(document), ours: placed.settled }, label));
            }
            Some(Err(reason)) => format!("has a {METADATA} that cannot be used: {reason}"),
            None if placed.trees.is_empty() => format!("has no {METADATA}"),
            None => "is not what was mirrored into it".into(),
        };
        // A mirror may have a `metadata.json` of another tool.
        Ok(match self.manifest_of(at, &placed.trees)? {
            Some(manifest) => {
                let label = Label::Mirror(manifest.digest());
                (Folder::Mirror(Arc::new(manifest)), label)
            }
            None => foreign(reason),
        })
    }

    /// The document of a folder, or why it cannot be used; `None` when there is none.
    fn document(
        &self,
        name: &FolderName,
        at: &Place,
    ) -> Result<Option<Result<LocalDocument, String>>, TreeError> {
        match self.kind(at)? {
            Some(Kind::File) => {}
            Some(_) => return Ok(Some(Err("it is no regular file".into()))),
            None => return Ok(None),
        }
        let package = match PackageName::new(name.as_str()) {
            Ok(package) => package,
            Err(error) => return Ok(Some(Err(error.to_string()))),
        };
        let read = self.disk.read(at, METADATA_BYTES as u64).map_err(|error| error.to_string());
        Ok(Some(read.and_then(|bytes| {
            LocalDocument::parse(&bytes, &package).map_err(|error| error.to_string()).and_then(|document| {
                match document.document().removed {
                    Some(_) => Err("it is a tombstone's".into()),
                    None => Ok(document),
                }
            })
        })))
    }

    /// The manifest that a folder's content is, of those that were placed.
    fn manifest_of(&self, at: &Place, trees: &[Manifest]) -> Result<Option<Manifest>, TreeError> {
        if trees.is_empty() {
            return Ok(None);
        }
        let found: Vec<PathBuf> = self.walk(at)?.into_iter().map(|(path, _)| path).collect();
        for manifest in trees {
            let mut paths: Vec<PathBuf> = manifest.files.keys().map(|path| path.as_str().into()).collect();
            paths.sort_unstable();
            if paths == found && self.compare(at, &super::verify::of_manifest(manifest))?.is_intact() {
                return Ok(Some(manifest.clone()));
            }
        }
        Ok(None)
    }

    fn stat(&self, at: &Place) -> Result<Option<Stat>, TreeError> {
        match self.disk.stat(at) {
            Ok(stat) => Ok(Some(stat)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => self.attempt("look at", at, Err(source)),
        }
    }
}
