//! What a report is about: a package, what was judged of it, and where its files lie for the reader.

use std::path::Path;

use crate::package::Package;
use crate::python::text_for_display;
use crate::rules::{Severity, Verdict};

/// The rule that a package without DAGs breaks.
const NO_DAGS: &str = "no-dags";

/// A package and its verdict.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    pub(super) package: &'a Package,
    pub(super) verdict: &'a Verdict,
    /// The package's folder for the reader; empty for the folder that paths start from.
    folder: String,
}

/// What a verdict comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing denies it.
    Valid,
    /// A finding denies it.
    Invalid,
    /// It has no file, or no DAG where one is expected; that counts only when nothing else denies.
    Empty,
}

impl<'a> Subject<'a> {
    /// What the verdict comes to.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let findings = self.verdict.findings.iter();
        let mut denying = findings.filter(|finding| finding.severity == Severity::Error);
        let others = denying.clone().any(|finding| finding.code != NO_DAGS);
        let nothing = denying.next().is_some() || self.package.files.is_empty();
        match (others, nothing) {
            (true, _) => Standing::Invalid,
            (false, true) => Standing::Empty,
            (false, false) => Standing::Valid,
        }
    }

    /// With paths as they are from where the command runs.
    #[must_use]
    pub fn new(package: &'a Package, verdict: &'a Verdict) -> Self {
        Self { package, verdict, folder: slashes(&package.folder) }
    }

    /// With paths that have the package in this folder.
    #[must_use]
    pub fn seen_as(self, folder: &Path) -> Self {
        Self { folder: slashes(folder), ..self }
    }

    /// The path of a finding (`dags/x.py`) for the reader.
    pub(super) fn path(&self, path: &str) -> String {
        match self.folder.as_str() {
            "" => path.to_owned(),
            folder if folder.ends_with('/') => format!("{folder}{path}"),
            folder => format!("{folder}/{path}"),
        }
    }

    /// The texts of its files, read when they are asked for.
    pub(super) fn texts(&self) -> Texts<'a> {
        Texts { package: self.package, current: None }
    }
}

/// A folder with `/`, without what says nothing.
fn slashes(folder: &Path) -> String {
    let folder = folder.to_string_lossy().replace('\\', "/");
    let absolute = folder.starts_with('/');
    let parts: Vec<&str> = folder.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    format!("{}{}", if absolute { "/" } else { "" }, parts.join("/"))
}

/// Texts made safe to show. The last one is kept, for findings come sorted by path.
pub(super) struct Texts<'a> {
    package: &'a Package,
    current: Option<(String, Option<Text>)>,
}

impl Texts<'_> {
    /// The text of a file by the path of its findings (`dags/x.py`).
    pub(super) fn get(&mut self, path: &str) -> Option<&Text> {
        if self.current.as_ref().is_none_or(|(known, _)| known != path) {
            self.current = Some((path.to_owned(), self.read(path)));
        }
        self.current.as_ref().and_then(|(_, text)| text.as_ref())
    }

    fn read(&self, path: &str) -> Option<Text> {
        let inner = path.strip_prefix(self.package.dags.as_str())?.strip_prefix('/')?;
        let file = self.package.files.iter().find(|file| file.path.as_str() == inner)?;
        Some(Text::new(visible(&text_for_display(&file.bytes))))
    }
}

/// A text and where its lines start.
pub(super) struct Text {
    text: String,
    starts: Vec<usize>,
}

impl Text {
    fn new(text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// A line by its number from 1, without its end.
    pub(super) fn line(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let start = *self.starts.get(at)?;
        let end = self.starts.get(at + 1).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end)
    }
}

/// One line end, and a visible character for each that would steer a terminal; the count of characters on a
/// line stays.
pub(super) fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .map(|c| match c {
            '\r' => '\n',
            '\n' | '\t' => c,
            // Marks that turn the direction of text hide what it says.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_shown_without_what_says_nothing() {
        for (folder, shown) in
            [(".", ""), ("./a/", "a"), ("a//b/.", "a/b"), ("../a", "../a"), ("/a/b", "/a/b")]
        {
            assert_eq!(slashes(Path::new(folder)), shown);
        }
    }

    #[test]
    fn lines_are_found_by_number() {
        let text = Text::new("a\n\nb".into());
        assert_eq!([1, 2, 3].map(|n| text.line(n)), [Some("a"), Some(""), Some("b")]);
        assert_eq!([0, 4].map(|n| text.line(n)), [None, None]);
    }
}
