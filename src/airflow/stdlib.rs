//! Modules that Python itself has, by its minor version.

mod names;
mod table;

use super::Index;
use names::HELD;
use table::MODULES;

static KNOWN: Index<(u8, u8)> = Index::new(MODULES);

/// Whether `module` (its first segment) belongs to the standard library of Python 3.`minor`.
#[must_use]
pub fn is_stdlib(module: &str, minor: u8) -> bool {
    // The program itself is a module that is always there.
    module == "__main__" || span(module).is_some_and(|(first, last)| first <= minor && minor <= last)
}

/// What to do when Python 3.`minor` no longer has `module`, which an earlier one had.
///
/// `distutils` is left out: setuptools, where it is installed, brings one of its own.
#[must_use]
pub fn stdlib_removed(module: &str, minor: u8) -> Option<&'static str> {
    let (_, last) = span(module)?;
    (minor > last).then(|| first_segment(module)).and_then(instead_of)
}

/// The minor of Python 3 that brought `module`, when 3.`minor` does not have it yet.
#[must_use]
pub fn stdlib_since(module: &str, minor: u8) -> Option<u8> {
    let (first, _) = span(module)?;
    (minor < first).then_some(first)
}

/// Whether a module or class of the library, one of those whose names are known, surely holds nothing of this name in
/// Python 3.`minor`. In 3.9 some modules still gave names that they did not list.
#[must_use]
pub fn stdlib_lacks(path: &str, name: &str, minor: u8) -> bool {
    if ONLY_2.contains(&(path, name)) {
        return true;
    }
    if name.starts_with('_') || !(10..=13).contains(&minor) {
        return false;
    }
    let Ok(at) = HELD.binary_search_by_key(&path, |(known, _)| known) else { return false };
    let names = HELD[at].1;
    names.binary_search_by_key(&name, |(known, _)| known).map_or(true, |at| names[at].1 > minor)
}

/// Names that only Python 2 had, of modules whose names are not all known.
const ONLY_2: [(&str, &str); 13] = [
    ("os", "errno"),
    ("os", "getcwdu"),
    ("string", "join"),
    ("string", "letters"),
    ("string", "lowercase"),
    ("string", "maketrans"),
    ("string", "replace"),
    ("string", "split"),
    ("string", "strip"),
    ("string", "uppercase"),
    ("sys", "maxint"),
    ("sys", "setdefaultencoding"),
    ("time", "clock"),
];

fn span(module: &str) -> Option<(u8, u8)> {
    let (first, last) = KNOWN.find(first_segment(module))?;
    // The table ends at 3.14; what is there is taken to stay.
    Some((first, if last == 14 { u8::MAX } else { last }))
}

fn first_segment(module: &str) -> &str {
    // Names are too short for the search that `split` makes.
    module.bytes().position(|byte| byte == b'.').map_or(module, |end| &module[..end])
}

/// What took a removed module's place: PEP 594, and "What's New" of 3.10 to 3.13.
fn instead_of(module: &str) -> Option<&'static str> {
    Some(match module {
        "asynchat" | "asyncore" | "smtpd" => {
            "Use `asyncio`, or add the package `pyasyncore`, `pyasynchat` or `aiosmtpd`."
        }
        "binhex" => "Use `base64` or `binascii`.",
        "cgi" | "cgitb" => "Use `urllib.parse` and `email.message`, or add the package `legacy-cgi`.",
        "crypt" => "Use `hashlib`, or the package `bcrypt` or `argon2-cffi`.",
        "formatter" | "parser" | "symbol" => "Use `ast` where the code asked for Python's own syntax.",
        "imghdr" => "Use the package `filetype`, `puremagic` or `python-magic`.",
        "imp" => "Use `importlib`.",
        "lib2to3" => "Use the package `libcst` or `parso`.",
        "mailcap" | "sndhdr" => "Use `mimetypes`, or the package `filetype`.",
        "nntplib" => "Use the package `pynntp`.",
        "pipes" => "Use `subprocess`, and `shlex.quote` for `pipes.quote`.",
        "spwd" => "Use the package `python-pam`.",
        "telnetlib" => "Use the package `telnetlib3`.",
        "uu" => "Use `base64`.",
        "aifc" | "audioop" | "chunk" | "msilib" | "nis" | "ossaudiodev" | "sunau" | "xdrlib" => {
            "Nothing in Python took its place (PEP 594): leave it out, or look for a package that does it."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_knows_submodules() {
        assert!(MODULES.is_sorted_by_key(|(name, _)| *name));
        assert!(is_stdlib("os.path", 12) && is_stdlib("__future__", 9) && !is_stdlib("pandas", 12));
    }

    #[test]
    fn a_module_that_python_dropped_is_told_with_what_took_its_place() {
        assert!(is_stdlib("imp", 11) && !is_stdlib("imp", 12));
        assert_eq!(stdlib_removed("imp", 11), None);
        assert_eq!(stdlib_removed("imp", 12), Some("Use `importlib`."));
        assert!(stdlib_removed("cgi", 13).is_some() && stdlib_removed("cgi", 12).is_none());
        assert_eq!(stdlib_removed("distutils.util", 13), None);
        assert_eq!(stdlib_removed("pandas", 13), None);
    }

    #[test]
    fn every_module_that_python_dropped_has_a_next_step() {
        for (name, (_, last)) in MODULES.iter().filter(|(_, (_, last))| *last < 14) {
            assert_eq!(stdlib_removed(name, last + 1).is_some(), *name != "distutils", "{name}");
        }
    }

    #[test]
    fn a_module_that_is_too_new_names_the_python_that_brought_it() {
        assert_eq!(stdlib_since("tomllib", 10), Some(11));
        assert_eq!(stdlib_since("tomllib", 11), None);
        assert_eq!(stdlib_since("os", 9), None);
    }
}
