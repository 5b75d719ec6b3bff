//! `configparser.ConfigParser`: sections and options, without interpolation and without values of several lines.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::super::text::strip_whitespace;
use super::super::{Constant, Outcome, Stop, container, few};

/// The options of a section, in the order of the file.
type Options = IndexMap<String, String, FxBuildHasher>;

/// `{name: dict(parser[name]) for name in parser}`: `DEFAULT` first; each section also holds the defaults that it does not set.
/// With `optionxform = str`, options keep their case.
pub(super) fn read(text: &str, keeps_case: bool) -> Outcome {
    // Texts that are not ASCII may change their letters in lower case.
    if text.contains(['%', '\r', '\t', '\u{b}', '\u{c}']) || !text.is_ascii() {
        return Err(Stop::Unknown);
    }
    let mut sections: IndexMap<String, Options, FxBuildHasher> = IndexMap::default();
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
            if name.is_empty() || rest.contains(']') || sections.contains_key(name) {
                return Err(Stop::Unknown);
            }
            sections.insert(name.to_owned(), Options::default());
            few(sections.len())?;
            continue;
        }
        let (name, value) = stripped.split_once(['=', ':']).ok_or(Stop::Unknown)?;
        let name = strip_whitespace(name);
        let name = if keeps_case { name.to_owned() } else { name.to_ascii_lowercase() };
        let (_, options) = sections.last_mut().ok_or(Stop::Unknown)?;
        if name.is_empty() || options.contains_key(&name) {
            return Err(Stop::Unknown);
        }
        options.insert(name, strip_whitespace(value).to_owned());
        few(options.len())?;
    }
    let defaults = sections.shift_remove("DEFAULT").unwrap_or_default();
    let pairs = |options: &Options| -> Outcome {
        // A section's own options come first, then the defaults (`RawConfigParser.options`).
        let inherited = defaults.iter().filter(|(name, _)| !options.contains_key(*name));
        let text = |text: &str| Constant::text(text);
        container::dict(options.iter().chain(inherited).map(|(key, value)| (text(key), text(value))))
    };
    let mut all = vec![(Constant::text("DEFAULT"), pairs(&Options::default())?)];
    for (name, options) in &sections {
        all.push((Constant::text(name.as_str()), pairs(options)?));
    }
    container::dict(all)
}
