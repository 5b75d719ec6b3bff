//! `string.Template`, `string.capwords` and `shlex.quote`.

use super::super::arguments::{bind, by_place};
use super::super::{Constant, KEY_ERROR, Outcome, Stop, VALUE_ERROR, bounded, container, render, text};

/// A function of `string` or `shlex`.
pub(super) fn call(path: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match path {
        "string.capwords" => capwords(args, keywords),
        "string.Template.substitute" => substitute(true, args, keywords),
        "string.Template.safe_substitute" => substitute(false, args, keywords),
        "shlex.quote" => {
            let args = bind(&["s"], 1, args, keywords)?;
            let text = args.text(0).map_err(|_| Stop::Unknown)?;
            let is_safe = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
            if !text.is_empty() && text.chars().all(is_safe) {
                return bounded(text);
            }
            bounded(format!("'{}'", text.replace('\'', "'\"'\"'")))
        }
        _ => Err(Stop::Unknown),
    }
}

fn capwords(args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = bind(&["s", "sep"], 1, args, keywords)?;
    let whole = args.need(0)?.as_str().ok_or(Stop::Unknown)?;
    let separator = match args.get(1) {
        None | Some(Constant::None) => None,
        Some(_) => Some(args.text(1)?),
    };
    let by: Vec<Constant> = separator.iter().map(|separator| Constant::text(*separator)).collect();
    let Constant::List(words) = text::method(whole, "split", &by, &[]).outcome()? else {
        return Err(Stop::Unknown);
    };
    let mut changed = Vec::new();
    for word in words.iter() {
        changed.push(text::method(word.as_str().unwrap_or_default(), "capitalize", &[], &[]).outcome()?);
    }
    text::method(separator.unwrap_or(" "), "join", &[Constant::list(changed)], &[]).outcome()
}

/// `Template(template).substitute(mapping, **keywords)`: the template is the first argument.
fn substitute(is_strict: bool, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    let args = by_place(1, 2, args, &[])?;
    let template = args.need(0)?.as_str().ok_or(Stop::Unknown)?;
    let mapping = match args.get(1) {
        None => &[],
        Some(Constant::Dict(pairs)) => &**pairs,
        Some(_) => return Err(Stop::Unknown),
    };
    let lookup = |name: &str| match keywords.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => Ok(Some(value.clone())),
        None => container::get(mapping, &Constant::text(name)),
    };
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if let Some(behind) = after.strip_prefix('$') {
            out.push('$');
            rest = behind;
            continue;
        }
        let (name, behind) = match after.strip_prefix('{') {
            Some(inside) => match inside.split_once('}') {
                Some((name, behind)) if text::is_identifier(name) => (name, behind),
                _ => ("", after),
            },
            None => {
                let end = after.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(after.len());
                let (name, behind) = after.split_at(end);
                if text::is_identifier(name) { (name, behind) } else { ("", after) }
            }
        };
        // With IGNORECASE, two letters outside ASCII are the same as ASCII ones.
        if template.contains(['\u{130}', '\u{131}', '\u{17f}', '\u{212a}']) {
            return Err(Stop::Unknown);
        }
        match (name, is_strict) {
            ("", true) => return Err(VALUE_ERROR),
            ("", false) => out.push('$'),
            _ => match lookup(name)? {
                Some(value) => out.push_str(&render::display(&value)?),
                None if is_strict => return Err(KEY_ERROR),
                None => out.push_str(&rest[at..rest.len() - behind.len()]),
            },
        }
        rest = behind;
    }
    out.push_str(rest);
    bounded(out)
}
