//! A publish for people: a line a package, and what changed below it. A failure is a sentence for stderr.

use std::fmt::Write as _;

use super::{Kind, PackageReport, Publication};
use crate::publish::Known;

/// Names that are listed before the rest is only counted.
const LISTED: usize = 12;

/// The report as text; a package that failed is not in it ([`failure`]). `color` says whether the terminal shows
/// colours.
#[must_use]
pub fn text(publication: &Publication, color: bool) -> String {
    let mut text = String::new();
    for package in publication.packages.iter().filter(|package| package.result != Kind::Failed) {
        one(&mut text, publication, package, color);
    }
    text
}

/// What became of a package that failed, in one sentence that says what is known of the commit.
#[must_use]
pub fn failure(report: &PackageReport) -> String {
    let PackageReport { package, reason, .. } = report;
    let reason = reason.as_deref().unwrap_or_default();
    match (report.known, report.release) {
        (Some(Known::Committed(_)), Some(release)) => {
            format!(
                "{release} of package `{package}` is committed, but what follows the commit is not done: {reason}"
            )
        }
        (Some(Known::Unknown), _) => {
            format!("whether package `{package}` was published is not known: {reason}")
        }
        _ => format!("package `{package}` was not published: {reason}"),
    }
}

// Writing to a String cannot fail, so its results are dropped throughout.
fn one(text: &mut String, publication: &Publication, report: &PackageReport, color: bool) {
    let paint = |code: &str, word: &str| {
        if color { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    };
    let release = report.release.map(|release| release.to_string()).unwrap_or_default();
    let place =
        format!("{}/{}/{}/", report.bucket.trim_end_matches('/'), publication.environment, report.package);
    let (name, would) = (paint("1", &report.package), publication.dry_run);
    let _ = match report.result {
        Kind::Published => {
            let after =
                report.follows.map_or_else(|| "its first".into(), |release| format!("after {release}"));
            let done = paint("32", if would { "would publish" } else { "published" });
            writeln!(text, "{name}: {done} {release} ({after}) to {place}")
        }
        Kind::Unchanged => {
            writeln!(text, "{name}: {} — {release} is current in {place}", paint("36", "unchanged"))
        }
        Kind::Refused => {
            let refused = paint("31", if would { "would be refused" } else { "refused" });
            writeln!(text, "{name}: {refused}: {}", report.reason.as_deref().unwrap_or_default())
        }
        Kind::Invalid => writeln!(
            text,
            "{name}: {}: {}",
            paint("31", "not published"),
            report.reason.as_deref().unwrap_or_default()
        ),
        Kind::Failed => writeln!(text, "{name}: {}", paint("31", "failed")),
        Kind::Validated => writeln!(text, "{name}: {}", report.reason.as_deref().unwrap_or_default()),
    };
    if let Some(help) = &report.help {
        let _ = writeln!(text, "  {} {help}", paint("36", "help:"));
    }
    if report.result == Kind::Published {
        // A publish has said so on stderr, before it did it.
        if would && report.replaces_foreign {
            let _ = writeln!(text, "  would replace the metadata.json that another tool wrote there");
        }
        let _ = writeln!(text, "  files  {}", counts(report));
        list(text, '+', report.added.iter().map(|path| path.as_str()));
        list(text, '~', report.changed.iter().map(|path| path.as_str()));
        list(text, '-', report.removed.iter().map(|path| path.as_str()));
        let _ = writeln!(text, "  DAGs   {} certain", report.dag_ids.len());
        list(text, '+', report.dags_added.iter().map(String::as_str));
        list(text, '-', report.dags_removed.iter().map(String::as_str));
    }
    for held in &report.held {
        let _ = writeln!(
            text,
            "  {} DAG `{}` is also claimed by `{}`, whose claim is older: dag-sync keeps this release back until one gives it up",
            paint("33", "held:"),
            held.dag_id,
            held.owner
        );
    }
}

fn counts(report: &PackageReport) -> String {
    let (added, changed, removed) = (report.added.len(), report.changed.len(), report.removed.len());
    let parts: Vec<String> = [(added, "added"), (changed, "changed"), (removed, "removed")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let changes = if parts.is_empty() { "none changed".into() } else { parts.join(", ") };
    format!("{} in all, {changes}", report.files)
}

fn list<'a>(text: &mut String, sign: char, names: impl ExactSizeIterator<Item = &'a str>) {
    let more = names.len().saturating_sub(LISTED);
    for name in names.take(LISTED) {
        let _ = writeln!(text, "    {sign} {name}");
    }
    if more > 0 {
        let _ = writeln!(text, "    {sign} … and {more} more");
    }
}
