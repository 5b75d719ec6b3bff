//! `configparser.ConfigParser`: sections and options, without interpolation and without values of several lines.

use super::super::text::strip_whitespace;
use super::super::{Constant, Outcome, Stop, container, few};

type Section = (String, Vec<(String, String)>);

/// `{name: dict(parser[name]) for name in parser}`: `DEFAULT` first; each section also holds the defaults that it does not set.
/// With `optionxform = str`, options keep their case.
pub(super) fn read(text: &str, keeps_case: bool) -> Outcome {
    // Texts that are not ASCII may change their letters in lower case.
    if text.contains(['%', '\r', '\t', '\u{b}', '\u{c}']) || !text.is_ascii() {
        return Err(Stop::Unknown);
    }
    let mut sections: Vec<Section> = Vec::new();
    for line in text.split('\n') {
        let stripped = strip_whitespace(line);
        if stripped.is_empty() || stripped.starts_with(['#', ';']) {
            continue;
        }
        // An indented line may belong to the value above it.
        if line.starts_with(' ') {
            return Err(Stop::Unknown);
        }
        if let Some(inside) = stripped.strip_prefix('[') {
            // Up to the last bracket; before 3.13, to the first.
            let (name, rest) = inside.split_once(']').ok_or(Stop::Unknown)?;
            if name.is_empty() || rest.contains(']') {
                return Err(Stop::Unknown);
            }
            if sections.iter().any(|(known, _)| known == name) {
                return Err(Stop::Unknown);
            }
            sections.push((name.to_owned(), Vec::new()));
            few(sections.len())?;
            continue;
        }
        let (name, value) = stripped.split_once(['=', ':']).ok_or(Stop::Unknown)?;
        let name = strip_whitespace(name);
        let name = if keeps_case { name.to_owned() } else { name.to_ascii_lowercase() };
        let (_, options) = sections.last_mut().ok_or(Stop::Unknown)?;
        if name.is_empty() || options.iter().any(|(known, _)| *known == name) {
            return Err(Stop::Unknown);
        }
        options.push((name, strip_whitespace(value).to_owned()));
        few(options.len())?;
    }
    let place = sections.iter().position(|(name, _)| name == "DEFAULT");
    let defaults = place.map(|place| sections.remove(place).1).unwrap_or_default();
    let pairs = |options: &[(String, String)]| -> Outcome {
        // A section's own options come first, then the defaults (`RawConfigParser.options`).
        let own = |name: &str| options.iter().any(|(known, _)| known == name);
        let inherited = defaults.iter().filter(|(name, _)| !own(name));
        let text = |text: &str| Constant::text(text);
        container::dict(options.iter().chain(inherited).map(|(key, value)| (text(key), text(value))))
    };
    let mut all = vec![(Constant::text("DEFAULT"), pairs(&[])?)];
    for (name, options) in &sections {
        all.push((Constant::text(name.as_str()), pairs(options)?));
    }
    container::dict(all)
}
