//! `urllib.parse.urlparse` and `urlsplit` of a text that is known, as CPython splits it.

use std::rc::Rc;

use super::value::{Arguments, Value};

/// How the result is kept: `Partial` of this and its text.
const PARSED: &str = "urllib.parse.urlparse()";
const SPLIT: &str = "urllib.parse.urlsplit()";

/// The parts of a URL. What Python's versions split differently is not split.
struct Url<'t> {
    scheme: String,
    netloc: &'t str,
    path: &'t str,
    query: &'t str,
    fragment: &'t str,
}

/// `urlparse(text)` or `urlsplit(text)`.
pub(super) fn split<'a>(function: &str, given: &[Value<'a>]) -> Option<Value<'a>> {
    let [Value::Str(text)] = given else { return None };
    read(text)?;
    let kind = if function.ends_with("urlparse") { PARSED } else { SPLIT };
    Some(Value::Partial(Rc::new((Value::External(kind.into()), Arguments::of([Value::Str(text.clone())])))))
}

/// The text of such a result, and whether it has six parts: `params` is one of them.
fn text_of<'v>(value: &'v Value<'_>) -> Option<(&'v str, bool)> {
    let Value::Partial(of) = value else { return None };
    match (&of.0, of.1.positional.first()) {
        (Value::External(kind), Some(Value::Str(text))) if matches!(&**kind, PARSED | SPLIT) => {
            Some((text, &**kind == PARSED))
        }
        _ => None,
    }
}

fn read(text: &str) -> Option<Url<'_>> {
    // Control characters and blanks are taken out, by each version in its own way; so are brackets checked.
    if !text.is_ascii() || text.bytes().any(|byte| byte <= b' ') || text.contains(['[', ']', ';']) {
        return None;
    }
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let is_old_scheme = |scheme: &str| !scheme.is_empty() && is_scheme(&format!("a{scheme}"));
    let (scheme, rest) = match text.split_once(':') {
        // Before Python 3.10 it may begin with a digit.
        Some((scheme, _)) if !is_scheme(scheme) && is_old_scheme(scheme) => return None,
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => (String::new(), text),
    };
    let (netloc, rest) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Some(Url { scheme, netloc, path, query, fragment })
}

/// An attribute of the result.
pub(super) fn attribute<'a>(value: &Value<'a>, name: &str) -> Option<Value<'a>> {
    let (text, _) = text_of(value)?;
    let url = read(text)?;
    let owned = |text: &str| Value::text(text.to_owned());
    let (user, host) = match url.netloc.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, url.netloc),
    };
    let (host, port) = match host.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (host, None),
    };
    let or_none = |text: Option<&str>| text.map_or(Value::None, owned);
    Some(match name {
        "scheme" => Value::text(url.scheme),
        "netloc" => owned(url.netloc),
        "path" => owned(url.path),
        "params" => owned(""),
        "query" => owned(url.query),
        "fragment" => owned(url.fragment),
        "hostname" if host.is_empty() => Value::None,
        "hostname" => Value::text(host.to_ascii_lowercase()),
        "port" => match port {
            None | Some("") => Value::None,
            Some(port) => Value::Int(i64::from(port.parse::<u16>().ok().filter(|_| !port.starts_with('+'))?)),
        },
        "username" => or_none(user.map(|user| user.split_once(':').map_or(user, |(name, _)| name))),
        "password" => or_none(user.and_then(|user| user.split_once(':')).map(|(_, word)| word)),
        _ => return None,
    })
}

/// Whether it is such a result.
pub(super) fn is_url(value: &Value<'_>) -> bool {
    text_of(value).is_some()
}

/// The parts in their order.
pub(super) fn parts<'a>(value: &Value<'a>) -> Option<Vec<Value<'a>>> {
    let (_, has_params) = text_of(value)?;
    let names = ["scheme", "netloc", "path", "params", "query", "fragment"];
    names.iter().filter(|name| has_params || **name != "params").map(|name| attribute(value, name)).collect()
}
