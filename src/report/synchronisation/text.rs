//! A cycle for people: the DAG folder as a tree of what changed and what is not as it should be, the rest counted;
//! below it, why, and what to do.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use crate::sync::report::{Change, Guard, MirrorReport, PackageReport, Problem, Refused, Report, State};

/// Files that are listed below a package before the rest is only counted.
const LISTED: usize = 12;
/// Keys that are left out and told one by one.
const REFUSED: usize = 20;

const GREEN: &str = "32";
const YELLOW: &str = "33";
const RED: &str = "31";

/// A branch of the tree.
struct Branch {
    heading: String,
    files: Vec<String>,
}

/// The report as text. `color` says whether the terminal shows colours.
#[must_use]
pub fn text(report: &Report, dest: &Path, color: bool) -> String {
    let style = Style { color, would: report.dry_run };
    let packages: Vec<Option<Branch>> =
        report.packages.iter().map(|package| style.package(package)).collect();
    let mirrors: Vec<Option<Branch>> = report.unmanaged.iter().map(|mirror| style.mirror(mirror)).collect();
    let rest = style.rest(report, &packages, &mirrors);
    let branches: Vec<Branch> = packages.into_iter().chain(mirrors).flatten().chain(rest).collect();
    let mut text = format!("{}\n", dest.display());
    for (at, branch) in branches.iter().enumerate() {
        let last = at + 1 == branches.len();
        let (twig, margin) = if last { ("└──", "    ") } else { ("├──", "│   ") };
        let _ = writeln!(text, "{twig} {}", branch.heading);
        for line in &branch.files {
            let _ = writeln!(text, "{margin}{line}");
        }
    }
    for package in &report.packages {
        style.problem(&mut text, package.package.as_str(), package.problem.as_ref());
    }
    for mirror in &report.unmanaged {
        style.problem(&mut text, &mirror.name, mirror.problem.as_ref());
    }
    style.refused(&mut text, &report.refused);
    if let Some(guard) = report.guard {
        style.guard(&mut text, guard);
    }
    for warning in &report.warnings {
        let _ = writeln!(text, "{}: {}", style.paint(YELLOW, "warning"), visible(warning));
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
        let newest = match package.newest {
            Some(newest) if package.state == State::Held && package.live != Some(newest) => {
                format!("; {newest} is the newest")
            }
            _ => String::new(),
        };
        let what = match (package.change, package.state) {
            (Change::Placed, _) => format!("{} {release}{was}{newest}", self.done(GREEN, "placed", "place")),
            (Change::Healed, _) => {
                format!("{} {release}, which was damaged", self.done(GREEN, "healed", "heal"))
            }
            (Change::Document, _) => {
                format!("{release}, its document {}", self.done(GREEN, "written", "be written"))
            }
            (Change::Retired, _) => format!("{}{was}", self.done(YELLOW, "taken away", "be taken away")),
            (Change::None, State::Current | State::Removed) if package.problem.is_none() => return None,
            (Change::None, State::Missing) => {
                format!("{} {release}, missing from the bucket", self.paint(YELLOW, "stays at"))
            }
            (Change::None, _) if package.live.is_some() => {
                format!("{} {release}{newest}", self.paint(YELLOW, "held at"))
            }
            (Change::None, _) => format!("{}{newest}", self.paint(RED, "not placed")),
        };
        let heading = format!("{} — {what}", self.paint("1", package.package.as_str()));
        Some(Branch { heading, files: files(package) })
    }

    fn mirror(self, mirror: &MirrorReport) -> Option<Branch> {
        let files = count(mirror.files, "file");
        let gone = match mirror.absent {
            0 => String::new(),
            1 => "; 1 that is gone from the bucket stays for now".to_owned(),
            absent => format!("; {absent} that are gone from the bucket stay for now"),
        };
        let what = match mirror.change {
            Change::Retired => self.done(YELLOW, "taken away", "be taken away"),
            Change::None if mirror.problem.is_none() && mirror.absent == 0 => return None,
            Change::None if mirror.problem.is_some() => self.paint(RED, "left as it is"),
            Change::None if mirror.files == 0 => {
                format!("{} for now, missing from the bucket", self.paint(YELLOW, "stays"))
            }
            Change::None => format!("{files}, without releases{gone}"),
            _ => format!("{} {files}, without releases{gone}", self.done(GREEN, "mirrored", "mirror")),
        };
        let heading = format!("{} — {what}", self.paint("1", &visible(&mirror.name)));
        Some(Branch { heading, files: Vec::new() })
    }

    /// How many are as they were and as they should be.
    fn rest(
        self,
        report: &Report,
        packages: &[Option<Branch>],
        mirrors: &[Option<Branch>],
    ) -> Option<Branch> {
        if report.packages.is_empty() && report.unmanaged.is_empty() {
            let heading = format!("nothing is published to `{}` yet", report.environment);
            return Some(Branch { heading, files: Vec::new() });
        }
        let same = |branches: &[Option<Branch>]| branches.iter().filter(|branch| branch.is_none()).count();
        let names = match (same(packages), same(mirrors)) {
            (0, 0) => return None,
            (packages, 0) => count(packages, "package"),
            (0, mirrored) => format!("{mirrored} mirrored"),
            (packages, mirrored) => format!("{}, {mirrored} mirrored,", count(packages, "package")),
        };
        let alone = packages.iter().chain(mirrors).all(Option::is_none);
        let and = if alone { "" } else { "and " };
        let heading = format!("{and}{names} {}", self.paint("36", "up to date"));
        Some(Branch { heading, files: Vec::new() })
    }

    /// Why something is not as the bucket says it should be.
    fn problem(self, text: &mut String, name: &str, problem: Option<&Problem>) {
        let Some(problem) = problem else { return };
        let _ = writeln!(text, "{}: {}", self.paint(YELLOW, &visible(name)), visible(&problem.reason));
        if let Some(help) = &problem.help {
            let _ = writeln!(text, "  help: {}", visible(help));
        }
    }

    fn refused(self, text: &mut String, refused: &[Refused]) {
        for refused in refused.iter().take(REFUSED) {
            let (key, reason) = (visible(&refused.key), visible(&refused.reason));
            let _ = writeln!(text, "{}: `{key}`: {reason}", self.paint(YELLOW, "left out"));
        }
        if refused.len() > REFUSED {
            let more = count(refused.len() - REFUSED, "more key");
            let _ = writeln!(text, "{}: {more} (--format json names all)", self.paint(YELLOW, "left out"));
        }
    }

    fn guard(self, text: &mut String, guard: Guard) {
        let Guard { absent, gone, allowed } = guard;
        let are = if absent == 1 { "mirrored file is" } else { "mirrored files are" };
        let _ = writeln!(
            text,
            "{}: {absent} {are} gone from the bucket, and at most {allowed} may be removed in 24 hours ({gone} so \
             far): nothing is removed\n  help: if they are meant to be there, put them back, and nothing happened; if \
             they are meant to go, run the same with --once --confirm-deletes",
            self.paint(YELLOW, "guard"),
        );
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

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Text of the bucket's as a terminal may show it: a control character in a key must not move the cursor.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            character if character.is_control() => shown.extend(character.escape_default()),
            character => shown.push(character),
        }
    }
    Cow::Owned(shown)
}
