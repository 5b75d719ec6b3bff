//! `# dag-publish: ignore[code, …]`: excuses findings of its line, and is reported when it excuses none.

use super::options::nearest;
use super::unused_ignore::RULE;
use super::{Finding, Options, Span, find};
use crate::python::Lines;

const MARK: &str = "# dag-publish: ignore[";

/// One code of a comment.
struct Excuse {
    code: String,
    span: Span,
    used: bool,
}

/// Drops what the comments of a file excuse, and adds what they do not.
pub(super) fn apply(path: &str, text: &str, findings: &mut Vec<Finding>, options: &Options) {
    if !text.contains(MARK) {
        return;
    }
    let mut excuses = excuses(text);
    findings.retain(|finding| {
        let Some(span) = finding.span.filter(|_| finding.path.as_deref() == Some(path)) else { return true };
        let fixed = find(finding.code).is_none_or(super::Rule::is_fixed);
        let mut kept = true;
        for excuse in excuses.iter_mut().filter(|excuse| excuse.code == finding.code && !fixed) {
            if excuse.span.line == span.line || excuse.span.line == span.end_line {
                excuse.used = true;
                kept = false;
            }
        }
        kept
    });
    let Some(severity) = options.severity(&RULE, Some(path)) else { return };
    for excuse in excuses.into_iter().filter(|excuse| !excuse.used) {
        let code = excuse.code.escape_debug();
        let message = match find(&excuse.code) {
            Some(_) => format!("This comment ignores `{code}`, but there is no such finding on its line"),
            None => format!("This comment ignores `{code}`, but there is no such rule"),
        };
        let help = match nearest(&excuse.code).filter(|near| *near != excuse.code) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Delete it.".into(),
        };
        findings.push(Finding {
            code: RULE.code,
            severity,
            path: Some(path.to_owned()),
            span: Some(excuse.span),
            message,
            help: Some(help),
        });
    }
}

fn excuses(text: &str) -> Vec<Excuse> {
    let mut found = Vec::new();
    for (line, content) in Lines::new(text).iter() {
        let Some((before, rest)) = content.split_once(MARK) else { continue };
        let Some((codes, _)) = rest.split_once(']') else { continue };
        let column = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
        let end_column = column(before) + column(MARK) + column(codes) - 1;
        for code in codes.split(',') {
            let span = Span { line, column: column(before), end_line: line, end_column };
            found.push(Excuse { code: code.trim().to_owned(), span, used: false });
        }
    }
    found
}
