//! `<dest>/.airflowignore`: keeps Airflow out of a state folder inside `<dest>`.
//!
//! Two lines, last, because no single one is right in both of Airflow's syntaxes (`[core] dag_ignore_file_syntax`):
//! - `^\.dag-sync(/|$)`: by regular expression (the default of Airflow 2) it is searched for in the path from the DAG
//!   folder, so it hits the state folder and nothing else. As a glob it ties itself to `<dest>` by its slash, and would
//!   need a folder named `^.dag-sync(`.
//! - `/.dag-sync/`: as a glob (the default of Airflow 3) it hits the folder of that name in `<dest>` and no other, and
//!   being last no `!pattern` before it takes that back. As a regular expression it needs a slash before the name,
//!   which a path from the DAG folder does not have at its start; a folder `.dag-sync` inside a package it does hit.
//!
//! Airflow: `airflow/utils/file.py` (2), `airflow/_shared/module_loading/file_discovery.py` (3); both cut `\s*#.*`
//! from every line. `tests/airflow/check_airflowignore.py` asks Airflow itself.

use bytes::Bytes;

use super::disk::{Kind, Place};
use super::{Paths, Tree, TreeError};
use crate::metadata::limits::FILE_BYTES;

/// The file's name.
pub(super) const FILE: &str = ".airflowignore";
const TEAM: &str = "# dag-sync: from the bucket's .airflowignore";
const END: &str = "# dag-sync: end of the bucket's .airflowignore";

impl Tree {
    /// The team's lines (`<env>/.airflowignore` in the bucket): from now on they come first in
    /// `<dest>/.airflowignore`. Whether the file was written.
    ///
    /// # Errors
    /// [`TreeError::Content`] when they are not UTF-8: Airflow would then load nothing at all. The disk's own errors.
    pub fn set_team_ignores(&self, team: Option<Bytes>) -> Result<bool, TreeError> {
        if team.as_ref().is_some_and(|team| std::str::from_utf8(team).is_err()) {
            let what =
                format!("the bucket's {FILE} is not UTF-8: Airflow could not read it, and would load no DAG");
            return Err(TreeError::Content(what));
        }
        self.memory().team = Some(team.unwrap_or_default());
        self.keep_ignored()
    }

    /// The team's lines that `<dest>/.airflowignore` has now, each ended by `\n`: what is between the marks that
    /// [`Tree::set_team_ignores`] puts around them. `None` when there are no such marks.
    ///
    /// # Errors
    /// The disk's own.
    pub fn team_ignores(&self) -> Result<Option<Vec<u8>>, TreeError> {
        let at = Place::dest(FILE);
        if self.kind(&at)? != Some(Kind::File) {
            return Ok(None);
        }
        let current = match self.disk.read(&at, FILE_BYTES) {
            // Removed meanwhile: a tree that only looks holds no lock.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            read => self.attempt("read", &at, read)?,
        };
        let (block, _) = parts(&current, self.disk.state_in_dest());
        Ok(block.map(|lines| lines.into_iter().flat_map(|line| [line, b"\n"].concat()).collect()))
    }

    /// Writes the file anew when it is not what it should be.
    pub(super) fn keep_ignored(&self) -> Result<bool, TreeError> {
        let (at, team) = (Place::dest(FILE), self.memory().team.clone());
        let own = self.disk.state_in_dest();
        let current = match self.kind(&at)? {
            None => None,
            Some(Kind::File) => Some(self.attempt("read", &at, self.disk.read(&at, FILE_BYTES))?),
            Some(_) if own.is_none() && team.as_ref().is_none_or(|team| team.is_empty()) => return Ok(false),
            Some(_) => {
                return Err(TreeError::Configuration {
                    path: self.disk.show(&at),
                    problem: "is a symbolic link or a folder, and dag-sync has to add lines to it".into(),
                    remedy: "make it a plain file, or give --state a folder outside of --dest".into(),
                });
            }
        };
        let wanted = render(current.as_deref().unwrap_or_default(), team.as_deref(), own);
        if wanted == current.unwrap_or_default() {
            return Ok(false);
        }
        self.replace(&at, &wanted, true)?;
        Ok(true)
    }
}

/// The lines that keep Airflow out of a folder in `<dest>`.
fn lines(name: &str) -> [String; 2] {
    // Names hold letters, digits, `.`, `_` and `-` only; of these the dot alone means more in a regular expression.
    [format!("^{}(/|$)", name.replace('.', "\\.")), format!("/{name}/")]
}

/// The whole file: the team's lines, those that were there, ours. `team` is unknown before the first listing: then
/// the team's lines stay as they are.
fn render(current: &[u8], team: Option<&[u8]>, own: Option<&str>) -> Vec<u8> {
    let (block, mut rest) = parts(current, own);
    let mut block = block.unwrap_or_default();
    if let Some(team) = team {
        let ours = ours(own);
        let theirs = |line: &&[u8]| !is_mark(line) && !ours.iter().any(|own| own.as_bytes() == *line);
        block = split(team).into_iter().filter(theirs).collect();
        // What `aws s3 sync` brought is the team's file itself.
        if rest == block {
            rest.clear();
        }
    }
    let mut whole = Vec::new();
    let mut put = |line: &[u8]| {
        whole.extend_from_slice(line);
        whole.push(b'\n');
    };
    if !block.is_empty() {
        put(TEAM.as_bytes());
        block.iter().for_each(|line| put(line));
        put(END.as_bytes());
    }
    rest.iter().for_each(|line| put(line));
    own.into_iter().flat_map(lines).for_each(|line| put(line.as_bytes()));
    // A file without a line of ours or the team's stays as it was, to the byte.
    if own.is_none() && block.is_empty() && rest.len() == split(current).len() {
        return current.to_vec();
    }
    whole
}

/// The lines between the team's marks, and those outside of them; the lines that keep Airflow out are in neither.
/// Without marks there is no block.
fn parts<'a>(current: &'a [u8], own: Option<&str>) -> (Option<Vec<&'a [u8]>>, Vec<&'a [u8]>) {
    let ours = ours(own);
    let (mut block, mut rest) = (None, Vec::new());
    let mut in_block = false;
    for line in split(current) {
        if is_mark(line) {
            in_block = line == TEAM.as_bytes();
            if in_block {
                block.get_or_insert_with(Vec::new);
            }
        } else if ours.iter().any(|own| own.as_bytes() == line) {
            // Neither.
        } else if let (true, Some(block)) = (in_block, &mut block) {
            block.push(line);
        } else {
            rest.push(line);
        }
    }
    (block, rest)
}

fn is_mark(line: &[u8]) -> bool {
    line == TEAM.as_bytes() || line == END.as_bytes()
}

/// Lines that a dag-sync wrote into the file, this one or an earlier one without `--state`.
fn ours(own: Option<&str>) -> Vec<String> {
    own.into_iter().chain([Paths::DEFAULT_STATE]).flat_map(lines).collect()
}

/// The lines, without their ends; `\r\n` ends one as well.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> =
        text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}
