//! `.airflowignore`: which files Airflow leaves out, by regular expressions (Airflow 2's default) or by globs as
//! in `.gitignore` (Airflow 3's).

use globset::{GlobBuilder, GlobMatcher};
use regex::Regex;

use crate::airflow::Airflow;
use crate::package::Package;

/// Every pattern of a package.
#[derive(Debug)]
pub(super) struct Ignores {
    /// What stands before a file's path in Airflow's DAG folder: `<package>/dags/`.
    above: String,
    rules: Vec<Pattern>,
    /// A pattern that cannot be judged here.
    pub(super) unclear: Option<String>,
}

#[derive(Debug)]
enum Pattern {
    /// Searched for anywhere in the path from the DAG folder.
    Search { folder: String, regex: Regex },
    /// Matched against the path from the folder of the `.airflowignore`, and against the folders above it.
    Glob { folder: String, glob: GlobMatcher, negated: bool, folders_only: bool },
}

impl Ignores {
    /// The patterns of the package's `.airflowignore` files, outer folders first.
    pub(super) fn of(package: &Package, airflow: Airflow) -> Self {
        let above = format!("{}/{}/", package.name, package.dags);
        let mut ignores = Self { above, rules: Vec::new(), unclear: None };
        let mut files: Vec<_> =
            package.files.iter().filter(|file| file.path.file_name() == ".airflowignore").collect();
        files.sort_by_key(|file| file.path.folders().count());
        for file in files {
            let folder = file.path.as_str().strip_suffix(".airflowignore").unwrap_or_default();
            for line in String::from_utf8_lossy(&file.bytes).lines() {
                // `#` starts a comment anywhere, with the space before it.
                let pattern = line.split('#').next().unwrap_or_default().trim_end();
                if pattern.is_empty() {
                    continue;
                }
                let rule = match airflow {
                    Airflow::Two => search(folder, pattern),
                    Airflow::Three => glob(folder, pattern),
                };
                match rule {
                    Some(rule) => ignores.rules.push(rule),
                    None => ignores.unclear = Some(pattern.escape_debug().to_string()),
                }
            }
        }
        ignores
    }

    /// Whether Airflow leaves out a file, by its path below the package's `dags/`.
    pub(super) fn exclude(&self, path: &str) -> bool {
        let mut excluded = false;
        for rule in &self.rules {
            match rule {
                Pattern::Search { folder, regex } => {
                    excluded |= path.starts_with(folder.as_str())
                        && below(path).any(|part| {
                            part.len() > folder.len() && regex.is_match(&format!("{}{part}", self.above))
                        });
                }
                Pattern::Glob { folder, glob, negated, folders_only } => {
                    let Some(rest) = path.strip_prefix(folder.as_str()) else { continue };
                    let hit = below(rest).any(|part| glob.is_match(part) && !(*folders_only && part == rest));
                    if hit {
                        excluded = !negated;
                    }
                }
            }
        }
        excluded
    }
}

/// The folders above a file, outermost first, and the file: each is asked for.
fn below(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at]).chain(std::iter::once(path))
}

fn search(folder: &str, pattern: &str) -> Option<Pattern> {
    // What both dialects read alike; look-around and back-references do not compile here.
    let regex = Regex::new(pattern).ok()?;
    Some(Pattern::Search { folder: folder.to_owned(), regex })
}

fn glob(folder: &str, pattern: &str) -> Option<Pattern> {
    let (negated, pattern) = match pattern.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (folders_only, pattern) = match pattern.strip_suffix('/') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    // A slash at the start or inside ties a pattern to its folder.
    let anchored = match pattern.strip_prefix('/') {
        Some(rest) => rest.to_owned(),
        None if pattern.contains('/') => pattern.to_owned(),
        None => format!("**/{pattern}"),
    };
    let glob = GlobBuilder::new(&anchored).literal_separator(true).backslash_escape(true).build().ok()?;
    Some(Pattern::Glob { folder: folder.to_owned(), glob: glob.compile_matcher(), negated, folders_only })
}
