//! A Markdown page, as far as the tests ask: its links, its anchors, and what stands in backquotes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A page, and its lines outside of fenced code.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    lines: Vec<(usize, String)>,
}

impl Page {
    pub(crate) fn read(path: &Path) -> Self {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path: path.to_owned(), lines: prose(&text) }
    }

    /// Where it is, from the root of the repository.
    pub(crate) fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap().display().to_string()
    }

    /// The targets of its links, with their lines.
    pub(crate) fn links(&self) -> Vec<(usize, String)> {
        let mut links = Vec::new();
        for (number, line) in &self.lines {
            let line = without_code(line);
            let mut rest = line.as_str();
            while let Some((_, after)) = rest.split_once("](") {
                let end = after.find(')').unwrap_or(after.len());
                let target = after[..end].split_whitespace().next().unwrap_or_default();
                links.push((*number, target.trim_matches(['<', '>']).to_owned()));
                rest = &after[end..];
            }
            if let Some((label, target)) = line.split_once("]: ")
                && label.starts_with('[')
                && !label.starts_with("[^")
            {
                links.push((*number, target.trim().to_owned()));
            }
        }
        links
    }

    /// What a `#` in an address may name: GitHub's slugs of its headings.
    pub(crate) fn anchors(&self) -> Vec<String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut anchors = Vec::new();
        for (_, line) in &self.lines {
            let title = line.trim_start_matches('#');
            if title.len() == line.len() || !title.starts_with(' ') {
                continue;
            }
            let slug = slug(title.trim());
            let times = seen.entry(slug.clone()).or_default();
            anchors.push(if *times == 0 { slug } else { format!("{slug}-{times}") });
            *times += 1;
        }
        anchors
    }

    /// The fenced blocks of a language, with the line that each begins in.
    pub(crate) fn blocks(&self, language: &str) -> Vec<(usize, String)> {
        let text = std::fs::read_to_string(&self.path).unwrap();
        let mut blocks: Vec<(usize, String)> = Vec::new();
        let mut inside = None;
        for (index, line) in text.lines().enumerate() {
            match (inside, line.trim_start().strip_prefix("```")) {
                (None, Some(kind)) => {
                    inside = Some(kind.trim() == language);
                    if inside == Some(true) {
                        blocks.push((index + 1, String::new()));
                    }
                }
                (Some(_), Some("")) => inside = None,
                (Some(true), _) => {
                    if let Some((_, block)) = blocks.last_mut() {
                        block.push_str(line);
                        block.push('\n');
                    }
                }
                _ => {}
            }
        }
        blocks
    }

    /// What stands in backquotes, with its line.
    pub(crate) fn spans(&self) -> Vec<(usize, String)> {
        let mut spans = Vec::new();
        for (number, line) in &self.lines {
            for (index, part) in line.split('`').enumerate() {
                if index % 2 == 1 {
                    spans.push((*number, part.to_owned()));
                }
            }
        }
        spans
    }
}

/// Every page of the repository that people read.
pub(crate) fn pages() -> Vec<Page> {
    let mut paths = Vec::new();
    for name in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"] {
        paths.push(root().join(name));
    }
    for folder in ["docs", "examples", "fuzz", "tests", ".github"] {
        let files = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
        let files =
            files.filter_entry(|entry| !matches!(entry.file_name().to_str(), Some("target" | "corpus")));
        let files = files.flatten().map(walkdir::DirEntry::into_path);
        paths.extend(files.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    paths.iter().map(|path| Page::read(path)).collect()
}

/// The numbered lines that are not in a fence.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fence: Option<String> = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let start = line.trim_start();
        let marks: String = start.chars().take_while(|c| *c == '`' || *c == '~').collect();
        match &fence {
            None if marks.len() >= 3 => fence = Some(marks),
            Some(open) if start.trim_end() == open => fence = None,
            Some(_) => {}
            None => lines.push((index + 1, line.to_owned())),
        }
    }
    lines
}

fn without_code(line: &str) -> String {
    line.split('`').enumerate().map(|(index, part)| if index % 2 == 0 { part } else { "" }).collect()
}

/// As GitHub makes them: letters, digits, `-` and `_`; a space becomes `-`, all else goes.
fn slug(title: &str) -> String {
    let title = match title.split_once("](") {
        // A heading that is a link has the link's words.
        Some((words, _)) => words.trim_start_matches('['),
        None => title,
    };
    let keep = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    };
    title.to_lowercase().chars().filter_map(keep).collect()
}

#[test]
fn a_page_is_read_as_github_shows_it() {
    let text = "# A `b` – c/d?\n\n[x](y.md#z \"t\") and `[not](this)`\n\n```sh\n# no heading\n[no](link)\n```\n\n## Twice\n## \
                Twice\n[r]: other.md\n";
    let page = Page { path: root().join("x.md"), lines: prose(text) };
    assert_eq!(page.anchors(), ["a-b--cd", "twice", "twice-1"]);
    assert_eq!(page.links(), [(3, "y.md#z".to_owned()), (12, "other.md".to_owned())]);
    assert_eq!(page.spans(), [(1, "b".to_owned()), (3, "[not](this)".to_owned())]);
}
