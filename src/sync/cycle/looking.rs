//! Looking: a complete listing, the documents, the target of every package, and the plan that follows. It changes
//! nothing but what is remembered.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::super::absence::Verdict;
use super::super::listing::Environment;
use super::super::mirror::{self, Mirrored};
use super::super::plan;
use super::super::read::{ReadDocument, Unusable};
use super::super::target::{ArchiveFact, Known, Standing, Target, resolve};
use super::super::tree::{Folder, FolderName, Live, TreeError};
use super::{Ask, CycleError, Seen, Syncer, Unmanaged};
use crate::bucket::{BucketError, Page, list_all};
use crate::metadata::{Document, HistoryEntry, PackageName};
use crate::planted::{Bug, planted};

impl Syncer {
    /// All of the environment.
    pub(super) async fn list(&self, ask: &Ask) -> Result<Page, CycleError> {
        let page = list_all(&*self.bucket, &format!("{}/", self.settings.environment), false).await?;
        if ask.confirm_deletes && page.objects.is_empty() && ask.only.is_empty() {
            return Err(CycleError::Emptied(self.settings.environment.clone()));
        }
        Ok(page)
    }

    /// Reads, and plans. Changes nothing but what is remembered.
    pub(super) async fn look(&mut self, ask: &Ask, page: &Page, dry_run: bool) -> Result<Seen, CycleError> {
        let environment = self.settings.environment.clone();
        let sorted =
            |foreign: &BTreeSet<PackageName>| Environment::read(&environment, &page.objects, foreign);
        let mut listing = sorted(&BTreeSet::new());
        let live = self.tree.live()?;
        let releases = self.releases(&live);
        let mut learned = std::mem::take(&mut self.memory.learned);
        self.memory.remind(&mut learned, &live, &listing);
        let documents = self.reader().documents(&listing.managed, &mut learned).await;
        self.memory.learned = learned;
        let mut documents = documents?;
        let is_foreign = |read: &ReadDocument| matches!(read.content, Err(Unusable::Foreign));
        let foreign: BTreeMap<PackageName, ReadDocument> =
            documents.extract_if(.., |_, read| is_foreign(read)).collect();
        if !foreign.is_empty() {
            // Another tool's metadata.json is a file like any other: the folder is mirrored with it.
            listing = sorted(&foreign.into_keys().collect());
        }
        let mut warnings = Vec::new();
        let refused = self.see_plain(&mut listing, &mut warnings).await?;

        let targets = self.targets(ask, &listing, &documents, &releases).await?;
        let usable: BTreeMap<PackageName, &Document> = documents
            .iter()
            .filter_map(|(package, read)| Some((package.clone(), &**read.content.as_ref().ok()?)))
            .collect();
        let facts = self.memory.learned.facts();
        // The newest release's ids are the document's; an older one is a target only after its archive was read.
        let ids_of = |package: &PackageName, entry: &HistoryEntry| {
            if let Some(document) = usable.get(package).filter(|document| document.nonce == entry.nonce) {
                return document.dags.iter().map(|dag| dag.dag_id.clone()).collect();
            }
            match entry.archive.as_ref().and_then(|archive| facts.get(&archive.key)) {
                Some(ArchiveFact::Lists { dag_ids, .. }) => dag_ids.clone(),
                _ => BTreeSet::new(),
            }
        };
        let plan = plan::plan(
            plan::Known {
                targets: &targets,
                documents: &usable,
                listed: &listing.managed.keys().cloned().collect(),
                live: &releases,
                only: (!ask.only.is_empty()).then_some(&ask.only),
                confirmed: ask.confirm_deletes,
            },
            ids_of,
        );
        let (mirrors, verdict) = self.mirrors(ask, &listing, &live, page.date, dry_run, &mut warnings)?;
        Ok(Seen {
            listed_at: page.date,
            listing,
            documents,
            targets,
            live,
            releases,
            plan,
            mirrors,
            verdict,
            refused,
            warnings,
        })
    }

    /// What is live of packages with releases, from the trees themselves.
    fn releases(&self, live: &Live) -> BTreeMap<PackageName, plan::Live> {
        let managed = |(name, folder): (&FolderName, &Folder)| {
            let Folder::Managed { document, .. } = folder else { return None };
            let of = document.document();
            let mut release = plan::Live {
                nonce: of.nonce,
                release: of.release,
                write_id: document.held_back().is_none().then_some(of.write_id),
                dag_ids: of.dags.iter().map(|dag| dag.dag_id.clone()).collect(),
                whole: !self.memory.damaged.contains(name),
            };
            if planted(Bug::IdentityFromState)
                && let Some(nonce) = self.memory.nonce(&of.package)
            {
                release.nonce = nonce;
                release.write_id = None;
            }
            Some((of.package.clone(), release))
        };
        live.folders.iter().filter_map(managed).collect()
    }

    /// The target of every package; archives' records are read only when two packages list one id.
    async fn targets(
        &mut self,
        ask: &Ask,
        listing: &Environment,
        documents: &BTreeMap<PackageName, ReadDocument>,
        releases: &BTreeMap<PackageName, plan::Live>,
    ) -> Result<BTreeMap<PackageName, Target>, BucketError> {
        let keeps = |package: &PackageName| Known::Unreadable {
            live: releases.get(package).map(|live| live.dag_ids.clone()).unwrap_or_default(),
        };
        let mut known: BTreeMap<PackageName, Known<'_>> = documents
            .iter()
            .map(|(package, read)| {
                let known = match &read.content {
                    Ok(document) => Known::Document(document),
                    Err(_) => keeps(package),
                };
                (package.clone(), known)
            })
            .collect();
        // What is live and not listed stays, and so do its claims: nobody else may get its ids meanwhile.
        let confirmed = |package| ask.confirm_deletes && (ask.only.is_empty() || ask.only.contains(package));
        for package in releases.keys().filter(|package| !documents.contains_key(*package)) {
            if listing.managed.contains_key(package) || !confirmed(package) {
                known.insert(package.clone(), keeps(package));
            }
        }
        if planted(Bug::TargetByLive) {
            for (package, live) in releases {
                if let Some(Known::Document(document)) = known.get(package)
                    && document.nonce == live.nonce
                {
                    known.insert(package.clone(), keeps(package));
                }
            }
        }
        if planted(Bug::FailedFetchMovesOthers) {
            known.retain(|package, _| !self.memory.has_pause(package));
        }
        let standing = releases
            .iter()
            .map(|(package, live)| (package.clone(), Standing { nonce: live.nonce, dag_ids: &live.dag_ids }))
            .collect();
        loop {
            match resolve(&known, self.memory.learned.facts(), &standing) {
                Ok(targets) => return Ok(targets),
                Err(needed) => {
                    let mut learned = std::mem::take(&mut self.memory.learned);
                    let read = self.reader().facts(&needed, documents, &mut learned).await;
                    self.memory.learned = learned;
                    read?;
                }
            }
        }
    }

    /// What mirrored names should hold, and what may go. The journal is on the disk before anything it allows is done.
    fn mirrors(
        &mut self,
        ask: &Ask,
        listing: &Environment,
        live: &Live,
        now: Timestamp,
        dry_run: bool,
        warnings: &mut Vec<String>,
    ) -> Result<(BTreeMap<FolderName, Mirrored>, Verdict), TreeError> {
        if self.settings.unmanaged == Unmanaged::Ignore || !ask.only.is_empty() {
            return Ok((BTreeMap::new(), Verdict::default()));
        }
        let team = self.tree.team_ignores()?.is_some();
        let mut journal = self.memory.absences.clone();
        let verdict = journal.note(
            &mirror::mirrored(live, team, listing),
            &mirror::listed(listing),
            now,
            self.settings.max_delete,
            ask.confirm_deletes,
        );
        if !dry_run {
            self.memory.set_absences(journal, &self.tree)?;
        }
        let plan = mirror::plan(listing, live, &verdict);
        warnings.extend(plan.iter().filter_map(|(name, mirrored)| {
            let reason = mirrored.refused.as_ref()?;
            Some(format!("`{name}` is left as it is: {reason}"))
        }));
        Ok((plan, verdict))
    }
}
