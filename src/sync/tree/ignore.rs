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
    let ours: Vec<String> = own.into_iter().chain([Paths::DEFAULT_STATE]).flat_map(lines).collect();
    let is_ours = |line: &[u8]| ours.iter().any(|own| own.as_bytes() == line);
    let (mut block, mut rest): (Vec<&[u8]>, Vec<&[u8]>) = (Vec::new(), Vec::new());
    let mut in_block = false;
    for line in split(current) {
        match line {
            line if line == TEAM.as_bytes() => in_block = true,
            line if line == END.as_bytes() => in_block = false,
            line if is_ours(line) => {}
            line if in_block => block.push(line),
            line => rest.push(line),
        }
    }
    if let Some(team) = team {
        let marker = |line: &&[u8]| *line != TEAM.as_bytes() && *line != END.as_bytes() && !is_ours(line);
        block = split(team).into_iter().filter(marker).collect();
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

/// The lines, without their ends; `\r\n` ends one as well.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> =
        text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line)).collect();
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}
