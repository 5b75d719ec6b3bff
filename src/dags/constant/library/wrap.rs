//! `textwrap.dedent` and `textwrap.indent`.

use super::super::arguments::bind;
use super::super::text::{split_lines, strip_whitespace};
use super::super::{Constant, Outcome, Stop, bounded};

/// A function of `textwrap`.
pub(super) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "dedent" => {
            let args = bind(&["text"], 1, args, keywords)?;
            dedent(args.need(0)?.as_str().ok_or(Stop::Unknown)?).and_then(bounded)
        }
        "indent" => {
            let args = bind(&["text", "prefix", "predicate"], 2, args, keywords)?;
            if !matches!(args.get(2), None | Some(Constant::None)) {
                return Err(Stop::Unknown);
            }
            let (text, prefix) = (args.need(0)?.as_str(), args.need(1)?.as_str());
            let (Some(text), Some(prefix)) = (text, prefix) else { return Err(Stop::Unknown) };
            let mut out = String::new();
            for line in split_lines(text, true) {
                if !strip_whitespace(line).is_empty() {
                    out.push_str(prefix);
                }
                out.push_str(line);
                if out.len() > super::super::MAX_TEXT {
                    return Err(Stop::Unknown);
                }
            }
            bounded(out)
        }
        _ => Err(Stop::Unknown),
    }
}

/// Without the white space that all lines begin with; lines of white space become empty.
fn dedent(text: &str) -> Outcome<String> {
    // 3.14 reads other white space than blanks, tabs and line ends in its own way.
    if text.chars().any(|c| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n'))
        || text.contains(['\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}'])
    {
        return Err(Stop::Unknown);
    }
    let is_blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let mut margin: Option<&str> = None;
    for line in text.split('\n').filter(|line| !is_blank(line)) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => indent,
            Some(before) => {
                let shared =
                    before.bytes().zip(indent.bytes()).take_while(|(left, right)| left == right).count();
                &before[..shared]
            }
        });
    }
    let margin = margin.unwrap_or_default().len();
    let lines: Vec<&str> =
        text.split('\n').map(|line| if is_blank(line) { "" } else { &line[margin..] }).collect();
    Ok(lines.join("\n"))
}
