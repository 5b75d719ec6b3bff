//! `# dag-publish: ignore[code, …]` excuses findings of its line or statement, `ignore-file[code, …]` those of
//! its file. One that excuses nothing is a finding itself.

use rustc_hash::FxHashMap;

use super::options::nearest;
use super::unused_ignore::RULE;
use super::{Examined, Finding, Options, Rule, Severity, Span, find};
use crate::python::{self, Lines};

/// What every such comment holds; a text without it is not looked at again.
const MARK: &str = "dag-publish";

/// A comment that speaks to this program.
#[derive(Debug)]
pub(super) struct Note {
    /// The whole comment.
    span: Span,
    /// First and last line of the statement that it stands in.
    statement: Option<(u32, u32)>,
    said: Said,
}

#[derive(Debug)]
enum Said {
    /// Each code with its place.
    Ignore { whole_file: bool, codes: Vec<(String, Span)> },
    /// It is not written as such a comment is: why, and how it is written.
    Malformed { message: String, help: String },
}

/// The notes of a text. May parse it, so it needs a thread with [`python::STACK_BYTES`] of stack.
pub(super) fn notes(text: &str) -> Vec<Note> {
    if memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let lines = Lines::new(text);
    let comments = python::comments(text);
    comments.into_iter().filter_map(|comment| note(comment, text, &lines)).collect()
}

fn note(comment: python::Comment, text: &str, lines: &Lines<'_>) -> Option<Note> {
    let end = comment.range.end().to_usize();
    let content = text.get(comment.range.start().to_usize()..end)?;
    // Other tools speak in comments too: `# noqa  # dag-publish: ignore[…]`.
    let rest = content.split('#').skip(1).find_map(|part| {
        let after = part.trim_start().strip_prefix(MARK)?.trim_start().strip_prefix(':')?;
        // The codes may hold a `#`, which is then a mistake to be told.
        Some(&content[after.as_ptr() as usize - content.as_ptr() as usize..])
    })?;
    let at = |part: &str| lines.place(part.as_ptr() as usize - text.as_ptr() as usize);
    let place = |part: &str| {
        let ((line, column), (end_line, end_column)) = (at(part), at(&part[part.len()..]));
        Span { line, column, end_line, end_column }
    };
    let statement = comment
        .statement
        .map(|range| (lines.place(range.start().to_usize()).0, lines.place(range.end().to_usize()).0));
    let said = said(rest, statement.is_some(), place)?;
    Some(Note { span: place(content.trim_end()), statement, said })
}

/// What follows `dag-publish:`; `None` when it is prose.
fn said(rest: &str, beside_code: bool, place: impl Fn(&str) -> Span) -> Option<Said> {
    let rest = rest.trim();
    let verb_end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let (verb, after) = rest.split_at(verb_end);
    let list = after.trim_start().strip_prefix('[');
    let malformed = |message: &str, help: &str| {
        Some(Said::Malformed { message: format!("{message}, so it excuses nothing"), help: help.into() })
    };
    let shape = "Write it as `# dag-publish: ignore[code]`; `dag-publish explain` lists the codes.";
    let whole_file = match verb {
        "ignore" => false,
        "ignore-file" => true,
        _ if list.is_some() || verb.starts_with("ignore") || matches!(verb, "noqa" | "disable") => {
            return malformed("This comment is neither `ignore[…]` nor `ignore-file[…]`", shape);
        }
        _ => return None,
    };
    let Some(list) = list else { return malformed("This comment names no rule", shape) };
    let Some((list, _)) = list.split_once(']') else {
        return malformed("The list of this comment is not closed with `]`", shape);
    };
    if whole_file && beside_code {
        let help = "Put it on a line of its own, or write `ignore[…]` for this line alone.";
        return malformed("`ignore-file` stands beside code", help);
    }
    let codes: Vec<_> = list.split(',').map(str::trim).filter(|code| !code.is_empty()).collect();
    if codes.is_empty() {
        return malformed("This comment names no rule", shape);
    }
    let codes = codes.into_iter().map(|code| (code.to_owned(), place(code))).collect();
    Some(Said::Ignore { whole_file, codes })
}

impl Note {
    /// Whether a finding at this place is within what it speaks of.
    fn covers(&self, whole_file: bool, span: Option<Span>) -> bool {
        let Some(span) = span.filter(|_| !whole_file) else { return whole_file };
        let own = self.span.line;
        let at_its_ends = self.statement.is_some_and(|(first, last)| {
            (own == first || own == last) && (first..=last).contains(&span.line)
        });
        own == span.line || own == span.end_line || at_its_ends
    }
}

/// One code of a comment.
struct Excuse<'n> {
    note: &'n Note,
    whole_file: bool,
    code: &'n str,
    span: Span,
    used: bool,
}

impl Excuse<'_> {
    fn excuses(&self, finding: &Finding) -> bool {
        self.code == finding.code && self.note.covers(self.whole_file, finding.span)
    }
}

/// Drops what the comments of the files excuse, and adds what they do not.
pub(super) fn apply(files: &[Examined<'_>], findings: &mut Vec<Finding>, options: &Options) {
    let mut by_path: FxHashMap<String, Vec<Excuse<'_>>> = files
        .iter()
        .filter(|file| !file.notes.is_empty())
        .map(|file| (file.path(), file.notes.iter().flat_map(excuses).collect()))
        .collect();
    if by_path.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let excuses = finding.path.as_deref().and_then(|path| by_path.get_mut(path));
        let fixed = find(finding.code).is_none_or(Rule::is_fixed);
        excuses.is_none_or(|excuses| fixed || !use_all(excuses, finding))
    });
    for file in files {
        if let Some(mut excuses) = by_path.remove(&file.path()) {
            tell_unused(&file.path(), &file.notes, &mut excuses, findings, options);
        }
    }
}

/// Adds what comments of a file are no use.
fn tell_unused(
    path: &str,
    notes: &[Note],
    excuses: &mut [Excuse<'_>],
    findings: &mut Vec<Finding>,
    options: &Options,
) {
    let Some(severity) = options.severity(&RULE, Some(path)) else { return };
    let told = |span, message, help| tell(path, severity, span, message, help);
    let mut own: Vec<Finding> = notes
        .iter()
        .filter_map(|note| match &note.said {
            Said::Malformed { message, help } => Some(told(note.span, message.clone(), help.clone())),
            Said::Ignore { .. } => None,
        })
        .collect();
    let unused = |excuse: &&Excuse<'_>| !excuse.used && excuse.code != RULE.code;
    own.extend(excuses.iter().filter(unused).map(|excuse| told(excuse.span, why(excuse), next_step(excuse))));
    own.retain(|finding| !use_all(excuses, finding));
    let unused = excuses.iter().filter(|excuse| !excuse.used && excuse.code == RULE.code);
    own.extend(unused.map(|excuse| told(excuse.span, why(excuse), next_step(excuse))));
    findings.extend(own);
}

fn excuses(note: &Note) -> Vec<Excuse<'_>> {
    match &note.said {
        Said::Malformed { .. } => Vec::new(),
        Said::Ignore { whole_file, codes } => codes
            .iter()
            .map(|(code, span)| Excuse { note, whole_file: *whole_file, code, span: *span, used: false })
            .collect(),
    }
}

/// Marks every excuse of a finding as used; whether there is one.
fn use_all(excuses: &mut [Excuse<'_>], finding: &Finding) -> bool {
    let mut excused = false;
    for excuse in excuses.iter_mut().filter(|excuse| excuse.excuses(finding)) {
        excuse.used = true;
        excused = true;
    }
    excused
}

fn tell(path: &str, severity: Severity, span: Span, message: String, help: String) -> Finding {
    let (path, span, help) = (Some(path.to_owned()), Some(span), Some(help));
    Finding { code: RULE.code, severity, path, span, message, help }
}

fn why(excuse: &Excuse<'_>) -> String {
    let code = excuse.code.escape_debug();
    let place = match (excuse.whole_file, excuse.note.statement) {
        (true, _) => "in this file",
        (false, Some((first, last))) if first != last => "here",
        _ => "on its line",
    };
    match find(excuse.code) {
        Some(rule) if rule.is_fixed() => format!("This comment ignores `{code}`, which always denies"),
        Some(_) => format!("This comment ignores `{code}`, but there is no such finding {place}"),
        None => format!("This comment ignores `{code}`, but there is no such rule"),
    }
}

fn next_step(excuse: &Excuse<'_>) -> String {
    match nearest(excuse.code).filter(|near| *near != excuse.code) {
        Some(near) => format!("Did you mean `{near}`?"),
        None if excuse.code == "all" => "Name each rule; `per-file` in the settings takes `all`.".into(),
        None => "Delete it.".into(),
    }
}
