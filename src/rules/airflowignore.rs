//! `.airflowignore`: which files Airflow leaves out, by regular expressions (Airflow 2's default) or by globs as
//! in `.gitignore` (Airflow 3's).
//!
//! As `airflow/utils/file.py` (2.11) and `airflow/_shared/module_loading/file_discovery.py` (3.3) walk: from the top,
//! the patterns of a folder come after those of the folders above it, and a folder that is left out is not entered,
//! so nothing below it can be taken back. `tests/airflow/check_airflowignore.py` compares on random trees.

mod glob;
mod regexp;

use glob::Glob;
use regexp::Regexp;

use crate::airflow::Airflow;
use crate::package::Package;

/// The most patterns of a file that are tried: each costs time for every file and folder.
const MOST_PATTERNS: usize = 1_000;

/// Every pattern of a package.
#[derive(Debug)]
pub(super) struct Ignores {
    /// What stands before a file's path in Airflow's DAG folder: `<package>/dags/`.
    above: String,
    /// By folder (empty, or ending in `/`), outer folders first.
    folders: Vec<(String, Vec<Pattern>)>,
    /// What cannot be judged here, in words: a pattern, or all of an `.airflowignore`.
    pub(super) unclear: Option<String>,
}

#[derive(Debug)]
enum Pattern {
    /// Searched for anywhere in the path from the DAG folder.
    Regexp(Regexp),
    /// Matched against a name, or against the path from the folder of the `.airflowignore`.
    Glob(Glob),
}

/// What a line of an `.airflowignore` is.
enum Line<P> {
    /// A pattern.
    Pattern(P),
    /// Airflow skips it, with a warning at most.
    Nothing,
    /// What Airflow makes of it cannot be told here.
    Unclear,
}

impl Ignores {
    /// The patterns of the package's `.airflowignore` files, outer folders first.
    pub(super) fn of(package: &Package, airflow: Airflow) -> Self {
        let above = format!("{}/{}/", package.name, package.dags);
        let mut ignores = Self { above, folders: Vec::new(), unclear: None };
        let mut files: Vec<_> =
            package.files.iter().filter(|file| file.path.file_name() == ".airflowignore").collect();
        files.sort_by_key(|file| file.path.folders().count());
        for file in files {
            let folder = file.path.as_str().strip_suffix(".airflowignore").unwrap_or_default();
            let name = format!("`{}/{}`", package.dags, file.path).escape_debug().to_string();
            ignores.read(folder, &name, &file.bytes, airflow);
        }
        ignores
    }

    fn read(&mut self, folder: &str, name: &str, bytes: &[u8], airflow: Airflow) {
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.unclear = Some(format!("{name}, which is not UTF-8"));
            return;
        };
        let mut patterns = Vec::new();
        // Python opens it as text: every kind of line end is one.
        for line in text.split(['\n', '\r']) {
            let pattern = without_comment(line, airflow);
            let read = match airflow {
                Airflow::Two => regexp::read(pattern).map(Pattern::Regexp),
                Airflow::Three => glob::read(pattern).map(Pattern::Glob),
            };
            match read {
                Line::Pattern(_) if patterns.len() == MOST_PATTERNS => {
                    self.unclear = Some(format!("{name}, which has more than {MOST_PATTERNS} patterns"));
                    break;
                }
                Line::Pattern(pattern) => patterns.push(pattern),
                Line::Nothing => {}
                Line::Unclear => {
                    self.unclear = Some(format!("the pattern `{}` of {name}", pattern.escape_debug()));
                }
            }
        }
        if !patterns.is_empty() {
            self.folders.push((folder.to_owned(), patterns));
        }
    }

    /// Which `.airflowignore` makes Airflow leave out a file, if one does; both by their paths below the package's
    /// `dags/`.
    pub(super) fn exclude(&self, path: &str) -> Option<String> {
        if self.folders.is_empty() {
            return None;
        }
        let folders = path.match_indices('/').map(|(at, _)| (path.get(..at).unwrap_or(path), true));
        folders
            .chain([(path, false)])
            .find_map(|(entry, is_folder)| self.matches(entry, is_folder))
            .map(|folder| format!("{folder}.airflowignore"))
    }

    /// The folder whose patterns leave out an entry, of those that are in force in the entry's folder.
    fn matches(&self, entry: &str, is_folder: bool) -> Option<&str> {
        let mut matched = None;
        for (folder, patterns) in &self.folders {
            let Some(below) = entry.strip_prefix(folder.as_str()).filter(|below| !below.is_empty()) else {
                continue;
            };
            for pattern in patterns {
                match pattern {
                    Pattern::Regexp(regexp) if regexp.is_in(&format!("{}{entry}", self.above)) => {
                        matched = Some(folder.as_str());
                    }
                    Pattern::Regexp(_) => {}
                    Pattern::Glob(glob) => match glob.judge(below, is_folder) {
                        Some(true) => matched = Some(folder.as_str()),
                        Some(false) => matched = None,
                        None => {}
                    },
                }
            }
        }
        matched
    }
}

impl<P> Line<P> {
    fn map<Q>(self, with: impl FnOnce(P) -> Q) -> Line<Q> {
        match self {
            Self::Pattern(pattern) => Line::Pattern(with(pattern)),
            Self::Nothing => Line::Nothing,
            Self::Unclear => Line::Unclear,
        }
    }
}

/// `re.sub(r"\s*#.*", "", line)`: a `#` begins a comment anywhere, with the space before it. RE2's `\s`, which
/// Airflow 2 uses, is ASCII and has no vertical tab.
fn without_comment(line: &str, airflow: Airflow) -> &str {
    let Some((before, _)) = line.split_once('#') else { return line };
    match airflow {
        Airflow::Two => before.trim_end_matches([' ', '\t', '\n', '\r', '\x0c']),
        Airflow::Three => before.trim_end(),
    }
}
