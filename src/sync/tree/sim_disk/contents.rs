//! Files and folders by inode, and the changes between two states of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::io::Errno;

use super::super::disk::{Entry, Kind, Place, Root, Stat};
use crate::simulation::random::Random;

const DEST: u64 = 1;
const STATE: u64 = 2;

/// What an inode is.
#[derive(Debug, Clone)]
pub(super) enum Node {
    File { bytes: Arc<[u8]>, mtime: i64, uid: u32 },
    Folder { names: BTreeMap<OsString, u64>, uid: u32 },
    Link,
}

impl Node {
    pub(super) fn file(bytes: &[u8], mtime: i64, uid: u32) -> Self {
        Self::File { bytes: bytes.into(), mtime, uid }
    }

    pub(super) fn folder(uid: u32) -> Self {
        Self::Folder { names: BTreeMap::new(), uid }
    }
}

/// A name in a folder.
pub(super) type Slot = (u64, OsString);

/// One step from a state to the next. It names inodes, so that it cannot do something else after a power loss
/// that lost what came before.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Create { at: Slot, inode: u64, node: Node },
    Remove { from: Slot, inode: u64 },
    Move { from: Slot, to: Slot, inode: u64, replaced: Option<u64> },
    Exchange { one: (u64, OsString, u64), other: (u64, OsString, u64) },
    Mtime { inode: u64, seconds: i64 },
}

impl Change {
    /// Whether syncing this folder makes the change durable.
    pub(super) fn touches(&self, folder: u64) -> bool {
        match self {
            Self::Create { at, .. } => at.0 == folder,
            Self::Remove { from, .. } => from.0 == folder,
            Self::Move { from, to, .. } => from.0 == folder || to.0 == folder,
            Self::Exchange { one, other } => one.0 == folder || other.0 == folder,
            Self::Mtime { .. } => false,
        }
    }
}

/// All files and folders.
#[derive(Debug, Clone)]
pub(crate) struct Contents {
    nodes: BTreeMap<u64, Node>,
    next: u64,
}

impl Contents {
    pub(super) fn new(state_in_dest: Option<&str>) -> Self {
        let names = state_in_dest.into_iter().map(|name| (name.into(), STATE)).collect();
        let dest = Node::Folder { names, uid: super::UID };
        Self { nodes: [(DEST, dest), (STATE, Node::folder(super::UID))].into(), next: 3 }
    }

    /// The regular files below a place with their bytes, `__pycache__` left out; `None` when there is nothing.
    pub(crate) fn tree(&self, at: &Place) -> Option<BTreeMap<PathBuf, Vec<u8>>> {
        Some(self.tree_of(self.find(at).ok()?))
    }

    /// The inode of a file or folder.
    pub(crate) fn inode(&self, at: &Place) -> Option<u64> {
        self.find(at).ok()
    }

    /// As [`Contents::tree`], wherever the folder is now.
    pub(crate) fn tree_of(&self, inode: u64) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut work = vec![(PathBuf::new(), inode)];
        while let Some((path, inode)) = work.pop() {
            match &self.nodes[&inode] {
                Node::File { bytes, .. } => drop(files.insert(path, bytes.to_vec())),
                Node::Folder { names, .. } => work.extend(
                    names
                        .iter()
                        .filter(|(name, _)| *name != "__pycache__")
                        .map(|(name, inode)| (path.join(name), *inode)),
                ),
                Node::Link => drop(files.insert(path, b"(a link)".to_vec())),
            }
        }
        files
    }

    /// The names in a folder.
    pub(crate) fn names(&self, at: &Place) -> Vec<String> {
        let entries = self.list(at).unwrap_or_default();
        entries.into_iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect()
    }

    /// Of a file or folder.
    pub(crate) fn mtime(&self, at: &Place) -> Option<i64> {
        Some(self.stat(at).ok()?.mtime)
    }

    pub(super) fn find(&self, at: &Place) -> Result<u64, Errno> {
        let mut here = match at.root {
            Root::Dest => DEST,
            Root::State => STATE,
        };
        for name in at.path.components() {
            here = match self.nodes.get(&here) {
                Some(Node::Folder { names, .. }) => *names.get(name.as_os_str()).ok_or(Errno::NOENT)?,
                Some(Node::Link) => return Err(Errno::LOOP),
                _ => return Err(Errno::NOTDIR),
            };
        }
        Ok(here)
    }

    /// The folder that a name belongs in, and the name.
    pub(super) fn parent(&self, at: &Place) -> Result<Slot, Errno> {
        let folder = self.find(&at.parent().ok_or(Errno::INVAL)?)?;
        match self.nodes[&folder] {
            Node::Folder { .. } => Ok((folder, at.path.file_name().ok_or(Errno::INVAL)?.to_owned())),
            Node::Link => Err(Errno::LOOP),
            Node::File { .. } => Err(Errno::NOTDIR),
        }
    }

    pub(super) fn entry(&self, at: &Place) -> Result<(u64, OsString, u64), Errno> {
        let (folder, name) = self.parent(at)?;
        let inode = self.child(folder, &name).ok_or(Errno::NOENT)?;
        Ok((folder, name, inode))
    }

    pub(super) fn child(&self, folder: u64, name: &OsString) -> Option<u64> {
        match self.nodes.get(&folder) {
            Some(Node::Folder { names, .. }) => names.get(name).copied(),
            _ => None,
        }
    }

    pub(super) fn kind(&self, inode: u64) -> Kind {
        match self.nodes[&inode] {
            Node::File { .. } => Kind::File,
            Node::Folder { .. } => Kind::Folder,
            Node::Link => Kind::Other,
        }
    }

    pub(super) fn file(&self, at: &Place) -> Result<&[u8], Errno> {
        match &self.nodes[&self.find(at)?] {
            Node::File { bytes, .. } => Ok(bytes),
            Node::Folder { .. } => Err(Errno::ISDIR),
            Node::Link => Err(Errno::LOOP),
        }
    }

    pub(super) fn list(&self, at: &Place) -> Result<Vec<Entry>, Errno> {
        match &self.nodes[&self.find(at)?] {
            Node::Folder { names, .. } => Ok(names
                .iter()
                .map(|(name, inode)| Entry { name: name.clone(), kind: self.kind(*inode) })
                .collect()),
            Node::Link => Err(Errno::LOOP),
            Node::File { .. } => Err(Errno::NOTDIR),
        }
    }

    pub(super) fn stat(&self, at: &Place) -> Result<Stat, Errno> {
        let inode = self.find(at)?;
        let (size, mtime, uid) = match &self.nodes[&inode] {
            Node::File { bytes, mtime, uid } => (bytes.len() as u64, *mtime, *uid),
            Node::Folder { uid, .. } => (1, 0, *uid),
            Node::Link => (0, 0, 0),
        };
        let kind = self.kind(inode);
        let allocated = size.next_multiple_of(4096);
        Ok(Stat { kind, size, allocated, mtime, mtime_nanos: 0, uid, inode, device: 1 })
    }

    /// Only a folder's owner changes what is in it.
    pub(super) fn see_owner(&self, folder: u64, uid: u32) -> Result<(), Errno> {
        match self.nodes[&folder] {
            Node::Folder { uid: owner, .. } if owner != uid => Err(Errno::ACCESS),
            _ => Ok(()),
        }
    }

    pub(super) fn creation(&mut self, at: &Place, node: Node) -> Result<Change, Errno> {
        let at = self.parent(at)?;
        if self.child(at.0, &at.1).is_some() {
            return Err(Errno::EXIST);
        }
        self.next += 1;
        Ok(Change::Create { at, inode: self.next, node })
    }

    /// Whether the change could be made: after a power loss, what it builds on may be missing.
    pub(super) fn apply(&mut self, change: &Change) -> bool {
        let free = |contents: &Self, slot: &Slot| matches!(contents.nodes.get(&slot.0), Some(Node::Folder { names, .. }) if !names.contains_key(&slot.1));
        match change {
            Change::Create { at, inode, node } if free(self, at) => {
                self.nodes.insert(*inode, node.clone());
                self.next = self.next.max(*inode);
                self.set(at, Some(*inode));
            }
            Change::Remove { from, inode } if self.child(from.0, &from.1) == Some(*inode) => {
                self.set(from, None)
            }
            Change::Move { from, to, inode, replaced }
                if self.child(from.0, &from.1) == Some(*inode)
                    && self.nodes.contains_key(&to.0)
                    && self.child(to.0, &to.1) == *replaced =>
            {
                self.set(from, None);
                self.set(to, Some(*inode));
            }
            Change::Exchange { one: (one, one_name, a), other: (other, other_name, b) }
                if self.child(*one, one_name) == Some(*a) && self.child(*other, other_name) == Some(*b) =>
            {
                self.set(&(*one, one_name.clone()), Some(*b));
                self.set(&(*other, other_name.clone()), Some(*a));
            }
            Change::Mtime { inode, seconds } => match self.nodes.get_mut(inode) {
                Some(Node::File { mtime, .. }) => *mtime = *seconds,
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    fn set(&mut self, slot: &Slot, inode: Option<u64>) {
        if let Some(Node::Folder { names, .. }) = self.nodes.get_mut(&slot.0) {
            match inode {
                Some(inode) => names.insert(slot.1.clone(), inode),
                None => names.remove(&slot.1),
            };
        }
    }

    /// What a power loss leaves of bytes that were not synced.
    pub(super) fn mangle(&mut self, inode: u64, random: &mut Random) {
        if let Some(Node::File { bytes, .. }) = self.nodes.get_mut(&inode) {
            *bytes = match random.below(4) {
                0 => bytes.clone(),
                1 => [].into(),
                2 => bytes[..bytes.len() / 2].into(),
                _ => vec![0; bytes.len()].into(),
            };
        }
    }

    pub(super) fn plant(&mut self, at: &Place, node: Node, uid: u32) {
        let mut folder = Place { root: at.root, path: PathBuf::new() };
        for name in at.path.parent().unwrap_or(Path::new("")).components() {
            folder = folder.join(name);
            if self.find(&folder) == Err(Errno::NOENT) {
                let change = self.creation(&folder, Node::folder(uid)).unwrap();
                assert!(self.apply(&change));
            }
        }
        self.wipe(at);
        let change = self.creation(at, node).unwrap();
        assert!(self.apply(&change));
    }

    pub(super) fn wipe(&mut self, at: &Place) {
        if let Ok((folder, name, _)) = self.entry(at) {
            self.set(&(folder, name), None);
        }
    }
}
