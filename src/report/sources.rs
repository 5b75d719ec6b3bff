//! The text that findings are shown in.

use std::collections::HashMap;
use std::sync::Arc;

use crate::metadata::PackageName;
use crate::package::Package;
use crate::python::text_for_display;

/// Where a report finds the lines of files, and where the packages lie.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    packages: &'a [Package],
}

impl<'a> Sources<'a> {
    /// The sources of some packages.
    #[must_use]
    pub fn new(packages: &'a [Package]) -> Self {
        Self { packages }
    }

    fn package(&self, name: &PackageName) -> Option<&'a Package> {
        self.packages.iter().find(|package| package.name == *name)
    }

    /// The path of a finding, seen from where the command runs: the package's folder before it.
    pub(super) fn path_from_here(&self, package: &PackageName, path: &str) -> String {
        let folder = self.package(package).map(|package| package.folder.to_string_lossy().replace('\\', "/"));
        let folder = folder.unwrap_or_default();
        let folder = folder.trim_start_matches("./").trim_end_matches('/');
        match folder {
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }

    /// The texts of one package's files, read when they are first asked for.
    pub(super) fn texts(&self, package: &PackageName) -> Texts<'a> {
        Texts { package: self.package(package), shown: HashMap::new() }
    }
}

/// Texts made safe to show.
pub(super) struct Texts<'a> {
    package: Option<&'a Package>,
    shown: HashMap<String, Option<Arc<String>>>,
}

impl Texts<'_> {
    /// The text of a file by the path of its findings (`dags/x.py`).
    pub(super) fn get(&mut self, path: &str) -> Option<Arc<String>> {
        if let Some(known) = self.shown.get(path) {
            return known.clone();
        }
        let text = self.package.and_then(|package| {
            let inner = path.strip_prefix(package.dags.as_str())?.strip_prefix('/')?;
            let file = package.files.iter().find(|file| file.path.as_str() == inner)?;
            Some(Arc::new(visible(&text_for_display(&file.bytes))))
        });
        self.shown.insert(path.to_owned(), text.clone());
        text
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

/// The byte offset of a line and column (both from 1) in a text whose lines end with `\n`.
pub(super) fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let within = &text[start..end];
    let skip = usize::try_from(column.saturating_sub(1)).ok()?;
    Some(start + within.char_indices().nth(skip).map_or(within.len(), |(at, _)| at))
}
