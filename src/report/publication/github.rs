//! A publish as annotations of a GitHub workflow.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write as _;

use super::{Kind, PackageReport, Publication};
use crate::report::github::{data, logged, property};

/// Annotations of a kind that GitHub shows of one step.
const MOST: usize = 10;

/// A notice for each release, an error for each package that did not get through: at most ten of each, the tenth
/// of which says how many more there are. Those follow as lines of the log.
#[must_use]
pub fn github(publication: &Publication) -> String {
    let mut text = String::new();
    for level in ["notice", "error"] {
        let packages = publication.packages.iter().map(|report| (report, told(report, publication.dry_run)));
        let all: Vec<_> = packages.filter(|(_, (of, _))| *of == level).collect();
        let (shown, rest) = all.split_at(MOST.min(all.len()));
        for (at, (report, (_, sentence))) in shown.iter().enumerate() {
            let more = match rest.len() {
                n @ 1.. if at + 1 == MOST => {
                    format!("\n(packages that the log of this step has besides: {n})")
                }
                _ => String::new(),
            };
            let title = property(&report.package);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "::{level} title={title}::{}", data(&format!("{sentence}{more}")));
        }
        for (report, (_, sentence)) in rest {
            let _ = logged(&format!("{level}: {}: {sentence}", report.package), &mut text);
        }
    }
    text
}

/// How many errors [`github`] annotates.
#[must_use]
pub fn github_errors(publication: &Publication) -> usize {
    let packages = publication.packages.iter();
    packages.filter(|report| told(report, publication.dry_run).0 == "error").count()
}

fn told(report: &PackageReport, dry_run: bool) -> (&'static str, String) {
    let release = report.release.map(|release| release.to_string()).unwrap_or_default();
    match report.result {
        Kind::Published if dry_run && report.replaces_foreign => {
            ("notice", format!("would publish {release} and replace the metadata.json of another tool"))
        }
        Kind::Published if dry_run => ("notice", format!("would publish {release}")),
        Kind::Published => ("notice", format!("published {release}")),
        Kind::Unchanged => ("notice", format!("unchanged: {release} is current")),
        Kind::Validated => ("notice", report.reason.clone().unwrap_or_default()),
        Kind::Refused | Kind::Invalid | Kind::Failed => {
            let help = report.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
            ("error", format!("{}{help}", report.reason.as_deref().unwrap_or_default()))
        }
    }
}
