//! What must hold of a bucket at any moment, read from the outside.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use dag_publish::bucket::list_all;
use dag_publish::metadata::layout::PackageKeys;
use dag_publish::metadata::limits::{METADATA_BYTES, PACKAGE_BYTES};
use dag_publish::metadata::{Archive, Digest, Document, EnvironmentName, FilePath, PackageName};
use dag_publish::release::unpack;

use super::publish::ENVIRONMENT;
use super::store::{Store, wait};

/// One package in one store, and what was seen of it so far. What is immutable is read once, and afterwards only
/// looked at.
#[derive(Debug)]
pub(crate) struct Watched<'a> {
    store: &'a Store,
    pub(crate) keys: PackageKeys,
    schema: jsonschema::Validator,
    /// Archives that were verified: their digest, and their files.
    archives: BTreeMap<String, (Digest, BTreeMap<FilePath, Bytes>)>,
    /// Contents by key and ETag.
    contents: BTreeMap<(String, String), Digest>,
}

impl<'a> Watched<'a> {
    pub(crate) fn new(store: &'a Store, package: &str) -> Self {
        let environment = EnvironmentName::new(ENVIRONMENT).unwrap();
        Self {
            store,
            keys: PackageKeys::new(environment, PackageName::new(package).unwrap()),
            schema: jsonschema::validator_for(&dag_publish::metadata::schema()).unwrap(),
            archives: BTreeMap::new(),
            contents: BTreeMap::new(),
        }
    }

    /// The document, when there is one: a valid one, by the library and by its own schema.
    pub(crate) fn document(&self) -> Option<Document> {
        let object = match wait(self.store.bucket.get(&self.keys.metadata(), METADATA_BYTES as u64)) {
            Ok(object) => object,
            Err(error) if error.is_not_found() => return None,
            Err(error) => panic!("{error}"),
        };
        let json = serde_json::from_slice(&object.bytes).unwrap();
        if let Err(error) = self.schema.validate(&json) {
            panic!("{}: {error} at {}", self.keys.metadata(), error.instance_path);
        }
        Some(Document::parse(&object.bytes, &self.keys).unwrap_or_else(|error| panic!("{error}")))
    }

    /// I2 and I3: every release that the document names can be fetched and verified, numbers fall, nonces differ;
    /// and nothing lies under `dags/` that was not committed.
    pub(crate) fn check(&mut self) -> Option<Document> {
        let document = self.document();
        // Listed after the document was read: what it names must be there.
        let there: BTreeMap<String, u64> = self.archives_there();
        let history = document.iter().flat_map(|document| &document.history);
        let mut nonces = BTreeSet::new();
        let mut below = u64::MAX;
        let mut committed: BTreeSet<(FilePath, Digest)> = BTreeSet::new();
        for entry in history {
            assert!(entry.release.get() < below, "{} comes after r{below} in the history", entry.release);
            below = entry.release.get();
            assert!(nonces.insert(entry.nonce), "{} has the nonce of another release", entry.release);
            let archive = entry.archive.as_ref().unwrap();
            assert_eq!(there.get(&archive.key), Some(&archive.size), "{} of {}", archive.key, entry.release);
            let files = self.archive(archive);
            committed.extend(files.iter().map(|(path, bytes)| (path.clone(), Digest::of(bytes))));
        }
        for (path, digest) in self.plain_copy() {
            assert!(
                committed.contains(&(path.clone(), digest)),
                "{}: dags/{path} is of no committed release",
                self.store.name
            );
        }
        document
    }

    /// The files of an archive, which must be what the history says.
    pub(crate) fn archive(&mut self, archive: &Archive) -> &BTreeMap<FilePath, Bytes> {
        if !self.archives.contains_key(&archive.key) {
            let object = wait(self.store.bucket.get(&archive.key, PACKAGE_BYTES)).unwrap();
            let digest = Digest::of(&object.bytes);
            self.archives.insert(archive.key.clone(), (digest, unpack(&object.bytes).unwrap().files));
        }
        let (digest, files) = &self.archives[&archive.key];
        assert_eq!(*digest, archive.sha256, "{}", archive.key);
        files
    }

    /// The digests of what lies under `dags/`.
    pub(crate) fn plain_copy(&mut self) -> BTreeMap<FilePath, Digest> {
        let prefix = self.keys.dags();
        let page = wait(list_all(self.store.bucket.as_ref(), &prefix, false)).unwrap();
        let mut copy = BTreeMap::new();
        for info in page.objects {
            let known = (info.key.clone(), info.etag.0.clone());
            let digest = *self.contents.entry(known).or_insert_with(|| {
                Digest::of(&wait(self.store.bucket.get(&info.key, PACKAGE_BYTES)).unwrap().bytes)
            });
            copy.insert(FilePath::new(info.key.strip_prefix(&prefix).unwrap()).unwrap(), digest);
        }
        copy
    }

    /// Whether the plain copy is the current release, no more and no less.
    pub(crate) fn is_projected(&mut self, document: &Document) -> bool {
        let release: BTreeMap<FilePath, Digest> =
            document.files.iter().map(|file| (file.path.clone(), file.sha256)).collect();
        self.plain_copy() == release
    }

    /// The keys of the archives that are there, named by a history or not.
    pub(crate) fn archive_keys(&self) -> BTreeSet<String> {
        self.archives_there().into_keys().collect()
    }

    /// The same with their sizes.
    fn archives_there(&self) -> BTreeMap<String, u64> {
        let page = wait(list_all(self.store.bucket.as_ref(), &self.keys.releases(), false)).unwrap();
        let objects = page.objects.into_iter().map(|info| (info.key, info.size));
        objects.filter(|(key, _)| self.keys.archive_number(key).is_some()).collect()
    }
}
