//! A publish as annotations of a GitHub workflow.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write as _;

use super::{Kind, Publication};
use crate::report::github::{data, property};

/// A notice for each release, an error for each package that did not get through.
#[must_use]
pub fn github(publication: &Publication) -> String {
    let mut text = String::new();
    for report in &publication.packages {
        let release = report.release.map(|release| release.to_string()).unwrap_or_default();
        let (level, sentence) = match report.result {
            Kind::Published if publication.dry_run && report.replaces_foreign => {
                ("notice", format!("would publish {release} and replace the metadata.json of another tool"))
            }
            Kind::Published if publication.dry_run => ("notice", format!("would publish {release}")),
            Kind::Published => ("notice", format!("published {release}")),
            Kind::Unchanged => ("notice", format!("unchanged: {release} is current")),
            Kind::Refused | Kind::Invalid | Kind::Failed => {
                let help = report.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
                ("error", format!("{}{help}", report.reason.as_deref().unwrap_or_default()))
            }
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "::{level} title={}::{}", property(&report.package), data(&sentence));
    }
    text
}
