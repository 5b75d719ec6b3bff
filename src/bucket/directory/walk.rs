//! Listings in the order of whole keys, page by page.

use std::ops::ControlFlow;
use std::path::Path;

use rustix::io::Errno;

use super::INTERNAL;
use super::fault::Fault;
use super::folder::{Entry, Folder};
use super::lock::{self, Lock};
use super::name::folders_of;
use crate::bucket::{Listing, Page};

/// Keys and folders on one page, as on S3.
pub(super) const PAGE: usize = 1_000;

/// One page of at most `size` names. Its `next` is the last name on it.
pub(super) fn page(root: &Path, listing: &Listing, size: usize) -> Result<Page, Fault> {
    let root = Folder::root(root)?;
    let _lock = Lock::shared(&root)?;
    let date = lock::now(&root)?;
    let page = Page { objects: Vec::new(), folders: Vec::new(), next: None, date };
    let mut walk = Walk { listing, size, page };
    if let Some(folders) = folders_of(&listing.prefix) {
        match root.descend(&folders) {
            Ok(start) => {
                let path: String = folders.iter().flat_map(|folder| [*folder, "/"]).collect();
                let _ = walk.folder(&start, &path)?;
            }
            Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP | Errno::NAMETOOLONG) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(walk.page)
}

struct Walk<'a> {
    listing: &'a Listing,
    size: usize,
    page: Page,
}

impl Walk<'_> {
    /// Lists the folder at `path` (empty, or ending in `/`); breaks off when the page is full.
    fn folder(&mut self, here: &Folder, path: &str) -> Result<ControlFlow<()>, Fault> {
        for name in self.names(here, path)? {
            let whole = format!("{path}{name}");
            let step = match name.strip_suffix('/') {
                None => self.object(here, &name, whole)?,
                Some(_) if self.is_common(&whole) => self.common(here, &name, whole)?,
                Some(folder) => match here.child(folder) {
                    Ok(child) => self.folder(&child, &whole)?,
                    Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => ControlFlow::Continue(()),
                    Err(error) => return Err(error.into()),
                },
            };
            if step.is_break() {
                return Ok(step);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What may hold a key of this page, in the order of whole keys: folders with the `/` that their keys have
    /// (`a-b` comes before `a/b`).
    fn names(&self, here: &Folder, path: &str) -> Result<Vec<String>, Fault> {
        let own = |entry: &Entry| path.is_empty() && entry.name == INTERNAL;
        let mut names: Vec<String> = here
            .entries()?
            .into_iter()
            .filter(|entry| !own(entry))
            .map(|entry| if entry.folder { entry.name + "/" } else { entry.name })
            .filter(|name| self.concerns(&format!("{path}{name}"), name.ends_with('/')))
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    fn concerns(&self, whole: &str, folder: bool) -> bool {
        let prefix = self.listing.prefix.as_str();
        let asked = whole.starts_with(prefix) || (folder && prefix.starts_with(whole));
        let after = match &self.listing.page {
            None => true,
            // Keys in a folder that the last page ended in may follow.
            Some(last) if folder && !self.is_common(whole) => {
                whole > last.as_str() || last.starts_with(whole)
            }
            Some(last) => whole > last.as_str(),
        };
        asked && after
    }

    /// Whether a folder stands for all below it.
    fn is_common(&self, whole: &str) -> bool {
        self.listing.folders && whole.len() > self.listing.prefix.len()
    }

    fn object(&mut self, here: &Folder, name: &str, key: String) -> Result<ControlFlow<()>, Fault> {
        let Some(facts) = here.facts(name)? else {
            return Ok(ControlFlow::Continue(()));
        };
        if self.is_full() {
            return Ok(ControlFlow::Break(()));
        }
        self.page.objects.push(facts.info(&key));
        Ok(ControlFlow::Continue(()))
    }

    fn common(&mut self, here: &Folder, name: &str, whole: String) -> Result<ControlFlow<()>, Fault> {
        if !holds_object(here, name.trim_end_matches('/'))? {
            return Ok(ControlFlow::Continue(()));
        }
        if self.is_full() {
            return Ok(ControlFlow::Break(()));
        }
        self.page.folders.push(whole);
        Ok(ControlFlow::Continue(()))
    }

    /// Whether this page has no room for one more; then it says where the next begins.
    fn is_full(&mut self) -> bool {
        if self.page.objects.len() + self.page.folders.len() < self.size {
            return false;
        }
        let object = self.page.objects.last().map(|object| object.key.clone());
        self.page.next = object.max(self.page.folders.last().cloned());
        true
    }
}

/// A folder without a single file is none on S3.
fn holds_object(here: &Folder, name: &str) -> Result<bool, Fault> {
    let folder = match here.child(name) {
        Ok(folder) => folder,
        Err(Errno::NOENT | Errno::NOTDIR | Errno::LOOP) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    let entries = folder.entries()?;
    if entries.iter().any(|entry| !entry.folder) {
        return Ok(true);
    }
    for entry in entries {
        if holds_object(&folder, &entry.name)? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Keys over letters on both sides of `/` in byte order.
    fn keys() -> impl Strategy<Value = BTreeSet<String>> {
        let key = proptest::collection::vec("[a.-]{1,2}|0", 1..4);
        let name = key
            .prop_map(|segments| segments.join("/"))
            .prop_filter("no dots alone", |key| !key.split('/').any(|segment| matches!(segment, "." | "..")));
        proptest::collection::btree_set(name, 0..12).prop_map(|keys| {
            let is_folder = |key: &String| keys.iter().any(|other| other.starts_with(&format!("{key}/")));
            keys.iter().filter(|key| !is_folder(key)).cloned().collect()
        })
    }

    /// What S3 would give: objects and common prefixes together, in order.
    fn expected(keys: &BTreeSet<String>, prefix: &str, folders: bool) -> Vec<String> {
        let named = keys.iter().filter_map(|key| {
            let rest = key.strip_prefix(prefix)?;
            match rest.find('/') {
                Some(end) if folders => Some(format!("{prefix}{}", &rest[..=end])),
                _ => Some(key.clone()),
            }
        });
        named.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn listed(root: &Path, prefix: &str, folders: bool, size: usize) -> Vec<String> {
        let mut listing = Listing { prefix: prefix.into(), folders, page: None };
        let mut all = Vec::new();
        loop {
            let page = page(root, &listing, size).unwrap();
            let mut names: Vec<String> = page.objects.into_iter().map(|object| object.key).collect();
            names.extend(page.folders);
            names.sort();
            assert!(names.len() <= size);
            assert!(page.next.is_none() || names.len() == size, "a page that is not the last is full");
            all.extend(names);
            match page.next {
                Some(next) => listing.page = Some(next),
                None => return all,
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn a_listing_is_what_s3_would_give(
            keys in keys(),
            prefix in "|[a.-]{1,2}|[a.-]/|a/[a.-]?|0",
            folders: bool,
            size in 1usize..5,
        ) {
            let root = tempfile::tempdir().unwrap();
            for key in &keys {
                let path = root.path().join(key);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, "x").unwrap();
            }
            prop_assert_eq!(listed(root.path(), &prefix, folders, size), expected(&keys, &prefix, folders));
        }
    }
}
