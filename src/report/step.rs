//! What one step of a GitHub workflow leaves for people and for later steps: the job summary and the outputs, both
//! pure functions of one value.

mod outputs;
mod page;
mod summary;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;

use super::publication::{Kind, PackageReport, Publication};
use super::subject::{Standing, Subject};

pub use outputs::{MOST_CHARACTERS, failed as failed_outputs, outputs};
pub use page::MOST_BYTES;
pub use summary::{failed as failed_summary, summary as job_summary};

/// What became of every package of a run.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The packages that were read, and their verdicts.
    pub subjects: &'a [Subject<'a>],
    /// What became of them in the bucket; `None` for a validation.
    pub publication: Option<&'a Publication>,
    /// Packages whose files could not be read: stderr says why.
    pub unread: usize,
}

/// What became of a package, in the word that a later step of a workflow compares with. Worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The bucket, the network, the disk, the bytes or the settings failed.
    Failed,
    /// A guard refused it.
    Refused,
    /// Validation denied it.
    Invalid,
    /// There is no file, or no DAG where one is expected.
    Empty,
    /// A release was committed.
    Published,
    /// A release would be committed, but this run was to write nothing.
    WouldPublish,
    /// The same is current already.
    Unchanged,
    /// It was only validated, and nothing denies it.
    Valid,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Invalid => "invalid",
            Self::Empty => "empty",
            Self::Published => "published",
            Self::WouldPublish => "would-publish",
            Self::Unchanged => "unchanged",
            Self::Valid => "valid",
        })
    }
}

/// A package of the run.
#[derive(Debug, Clone, Copy)]
struct Package<'a> {
    name: &'a str,
    subject: Option<&'a Subject<'a>>,
    report: Option<&'a PackageReport>,
    dry_run: bool,
    environment: &'a str,
}

/// What becomes of a DAG against the release before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    New,
    /// The file that registers it has other bytes, or is another one.
    Changed,
    Removed,
    /// The file that registers it is the same.
    Same,
}

/// A DAG, where it is registered, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct DagRow<'a> {
    change: Option<Change>,
    dag_id: &'a str,
    /// Relative to the package's folder, with its line; nothing for one that is gone.
    place: Option<(String, u32)>,
}

impl<'a> Step<'a> {
    fn packages(&self) -> Vec<Package<'a>> {
        let Some(publication) = self.publication else {
            let one = |subject: &'a Subject<'a>| Package {
                name: subject.verdict.package.as_str(),
                subject: Some(subject),
                report: None,
                dry_run: false,
                environment: "",
            };
            return self.subjects.iter().map(one).collect();
        };
        let subject = |report: &PackageReport| {
            self.subjects.iter().find(|subject| subject.verdict.package.as_str() == report.package)
        };
        let one = |report: &'a PackageReport| Package {
            name: &report.package,
            subject: subject(report),
            report: Some(report),
            dry_run: publication.dry_run,
            environment: &publication.environment,
        };
        publication.packages.iter().map(one).collect()
    }

    /// The worst that became of a package.
    fn answer(&self) -> Answer {
        let unread = (self.unread > 0).then_some(Answer::Failed);
        let all = self.packages().into_iter().map(|package| package.answer()).chain(unread);
        all.min().unwrap_or(Answer::Empty)
    }
}

impl<'a> Package<'a> {
    fn answer(&self) -> Answer {
        let standing = self.subject.map(Subject::standing);
        match (self.report.map(|report| report.result), standing) {
            (Some(Kind::Failed), _) => Answer::Failed,
            (Some(Kind::Refused), _) => Answer::Refused,
            (Some(Kind::Published), _) if self.dry_run => Answer::WouldPublish,
            (Some(Kind::Published), _) => Answer::Published,
            (Some(Kind::Unchanged), _) => Answer::Unchanged,
            (_, Some(Standing::Empty)) => Answer::Empty,
            (Some(Kind::Invalid), _) | (_, Some(Standing::Invalid)) => Answer::Invalid,
            (Some(Kind::Validated), _) | (None, _) => Answer::Valid,
        }
    }

    /// Whether what changes against the published release is known.
    fn knows_changes(&self) -> bool {
        self.report.is_some_and(|report| matches!(report.result, Kind::Published | Kind::Unchanged))
    }

    /// The DAGs that are certain to register and those that go: what changes first, then by id.
    fn dags(&self) -> Vec<DagRow<'a>> {
        let Some(subject) = self.subject else { return Vec::new() };
        let report = self.report.filter(|_| self.knows_changes());
        let new: BTreeSet<&str> =
            report.iter().flat_map(|report| report.dags_added.iter().map(String::as_str)).collect();
        let touched: BTreeSet<&str> = report
            .iter()
            .flat_map(|report| report.added.iter().chain(&report.changed).map(|path| path.as_str()))
            .collect();
        let change = |dag_id: &str, path: &str| match (new.contains(dag_id), touched.contains(path)) {
            (true, _) => Change::New,
            (false, true) => Change::Changed,
            (false, false) => Change::Same,
        };
        let mut rows: Vec<DagRow<'a>> = Vec::new();
        for file in &subject.verdict.files {
            rows.extend(file.dags.iter().map(|dag| DagRow {
                change: report.map(|_| change(&dag.dag_id, file.path.as_str())),
                dag_id: &dag.dag_id,
                place: Some((format!("{}/{}", subject.verdict.dags, file.path), dag.line)),
            }));
        }
        rows.extend(report.iter().flat_map(|report| &report.dags_removed).map(|dag_id| DagRow {
            change: Some(Change::Removed),
            dag_id,
            place: None,
        }));
        rows.sort();
        rows
    }

    /// Files without DAGs of their own that come, go or change: DAGs may read them.
    fn others_touched(&self) -> usize {
        let (Some(report), Some(subject)) = (self.report, self.subject) else { return 0 };
        let with_dags: BTreeSet<&str> = subject
            .verdict
            .files
            .iter()
            .filter(|file| !file.dags.is_empty())
            .map(|file| file.path.as_str())
            .collect();
        let touched = report.added.iter().chain(&report.changed).chain(&report.removed);
        touched.filter(|path| !with_dags.contains(path.as_str())).count()
    }

    /// The bucket's folder of the package, ending in `/`; nothing for a validation.
    fn place(&self) -> Option<String> {
        let report = self.report?;
        Some(format!("{}/{}/{}/", report.bucket.trim_end_matches('/'), self.environment, report.package))
    }
}
