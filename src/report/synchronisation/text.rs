//! A cycle for people: the DAG folder as a tree of what changed and what is not as it should be; the rest is counted.

use std::path::Path;

use crate::sync::report::{Change, MirrorReport, PackageReport, Problem, Report, State};

/// Files that are listed below a package before the rest is only counted.
const LISTED: usize = 12;

/// A branch of the tree.
struct Branch {
    heading: String,
    below: Vec<String>,
}

/// The report as text. `color` says whether the terminal shows colours.
#[must_use]
pub fn text(report: &Report, dest: &Path, color: bool) -> String {
    let style = Style { color, would: report.dry_run };
    let mut branches: Vec<Branch> = Vec::new();
    let mut same = 0;
    for package in &report.packages {
        match style.package(package) {
            Some(branch) => branches.push(branch),
            None => same += 1,
        }
    }
    for mirror in &report.unmanaged {
        match style.mirror(mirror) {
            Some(branch) => branches.push(branch),
            None => same += 1,
        }
    }
    let refused = report.refused.iter().map(|refused| Branch {
        heading: format!("{} — {}", refused.key, style.paint("33", "left out")),
        below: vec![refused.reason.clone()],
    });
    branches.extend(refused);
    if same > 0 || branches.is_empty() {
        let rest = if branches.is_empty() { "" } else { "and " };
        let names = if same == 1 { "folder" } else { "folders" };
        let heading = match (same, report.packages.is_empty() && report.unmanaged.is_empty()) {
            (0, true) => "nothing is published here yet".to_owned(),
            _ => format!("{rest}{same} {names} {}", style.paint("36", "up to date")),
        };
        branches.push(Branch { heading, below: Vec::new() });
    }
    let mut text = format!("{}\n", dest.display());
    for (at, branch) in branches.iter().enumerate() {
        let last = at + 1 == branches.len();
        text.push_str(&format!("{} {}\n", if last { "└──" } else { "├──" }, branch.heading));
        let margin = if last { "    " } else { "│   " };
        for line in &branch.below {
            text.push_str(&format!("{margin}{line}\n"));
        }
    }
    if let Some(guard) = report.guard {
        text.push_str(&format!(
            "{}: {} mirrored files are gone from the bucket, and at most {} may go in 24 hours ({} went): none goes.\n  \
             help: when they return, nothing happened; when they are meant to go, run dag-sync --once \
             --confirm-deletes\n",
            style.paint("33", "guard"),
            guard.absent,
            guard.allowed,
            guard.gone
        ));
    }
    for warning in &report.warnings {
        text.push_str(&format!("{}: {warning}\n", style.paint("33", "warning")));
    }
    text
}

#[derive(Clone, Copy)]
struct Style {
    color: bool,
    /// Nothing was done.
    would: bool,
}

impl Style {
    fn paint(self, code: &str, word: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{word}\u{1b}[0m") } else { word.to_owned() }
    }

    /// A word for what was done, or would be.
    fn done(self, code: &str, did: &str, would: &str) -> String {
        if self.would { self.paint(code, &format!("would {would}")) } else { self.paint(code, did) }
    }

    /// `None` for a package that is and was up to date.
    fn package(self, package: &PackageReport) -> Option<Branch> {
        let release = package.live.map(|release| release.to_string()).unwrap_or_default();
        let was = match package.before {
            Some(before) if package.before != package.live => format!(" (was {before})"),
            _ => String::new(),
        };
        let what = match (package.change, package.state) {
            (Change::Placed, _) => format!("{} {release}{was}", self.done("32", "placed", "place")),
            (Change::Healed, _) => {
                format!("{} {release}, which was damaged", self.done("32", "healed", "heal"))
            }
            (Change::Document, _) => {
                format!("{release}, its document {}", self.done("32", "written", "be written"))
            }
            (Change::Retired, _) => format!("{}{was}", self.done("33", "taken away", "be taken away")),
            (Change::None, State::Current | State::Removed) if package.problem.is_none() => return None,
            (Change::None, State::Missing) => format!("{} {release}", self.paint("33", "stays at")),
            (Change::None, _) if package.live.is_some() => {
                format!("{} {release}", self.paint("33", "held at"))
            }
            (Change::None, _) => self.paint("31", "not placed"),
        };
        let mut below = files(package);
        below.extend(package.problem.iter().flat_map(problem));
        Some(Branch { heading: format!("{} — {what}", self.paint("1", package.package.as_str())), below })
    }

    fn mirror(self, mirror: &MirrorReport) -> Option<Branch> {
        let files = if mirror.files == 1 { "1 file".to_owned() } else { format!("{} files", mirror.files) };
        let what = match mirror.change {
            Change::Retired => self.done("33", "taken away", "be taken away"),
            Change::None if mirror.problem.is_none() && mirror.absent == 0 => return None,
            Change::None if mirror.problem.is_some() => self.paint("31", "left as it is"),
            Change::None => format!("{files}, without releases"),
            _ => format!("{} {files}, without releases", self.done("32", "mirrored", "mirror")),
        };
        let mut below: Vec<String> = mirror.problem.iter().flat_map(problem).collect();
        if mirror.absent > 0 {
            below.push(format!("{} of its files are gone from the bucket, and stay for now", mirror.absent));
        }
        Some(Branch { heading: format!("{} — {what}", self.paint("1", &mirror.name)), below })
    }
}

/// The files of a release that was placed.
fn files(package: &PackageReport) -> Vec<String> {
    let shown = if package.files.len() <= LISTED + 1 { package.files.len() } else { LISTED };
    let mut lines: Vec<String> =
        package.files.iter().take(shown).map(|path| format!("├── dags/{path}")).collect();
    if package.files.len() > shown {
        lines.push(format!("├── dags/… and {} more", package.files.len() - shown));
    }
    if let Some(last) = lines.last_mut() {
        *last = last.replacen("├──", "└──", 1);
    }
    lines
}

fn problem(problem: &Problem) -> Vec<String> {
    let help = problem.help.iter().map(|help| format!("  help: {help}"));
    std::iter::once(problem.reason.clone()).chain(help).collect()
}
