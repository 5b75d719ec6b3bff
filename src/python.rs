//! From a file's bytes to a syntax tree: decoding, depth, the target's grammar, and the errors that CPython's
//! compiler adds to its parser's.
//!
//! The only room that names the parser crate. Nothing here knows Airflow, packages or rules; nothing here
//! executes code. A file that would exhaust a stack is refused before it is parsed: see [`STACK_BYTES`].

#[cfg(test)]
mod adversarial;
mod codec;
mod comment;
mod conflict;
mod decode;
mod depth;
mod expression;
mod future;
mod names;
mod pattern;
mod place;
mod scan;
mod scope;
mod semantic;
mod statement;

use std::fmt;
use std::str::FromStr;

use ruff_python_ast::PythonVersion;
use ruff_python_parser::{Mode, ParseError, ParseOptions, UnsupportedSyntaxError, parse_unchecked};

/// The syntax tree's types and its visitors.
pub use ruff_python_ast as ast;
/// A range of bytes in a decoded source.
pub use ruff_text_size::{Ranged, TextRange};

pub use comment::{Comment, comments};
pub use place::{Lines, Span, span_in};

/// The stack that a thread needs for [`read`], for walking the tree it gives, and for dropping that tree: a
/// file within the depth that [`read`] allows fits, in a debug build too.
pub const STACK_BYTES: usize = 256 * 1024 * 1024;

/// A Python version that files are judged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(PythonVersion);

impl Version {
    /// The oldest and the newest minor version of Python 3 that can be a target.
    pub const MINORS: std::ops::RangeInclusive<u8> = 9..=14;

    /// `3.<minor>`, or `None` outside [`Self::MINORS`].
    #[must_use]
    pub fn new(minor: u8) -> Option<Self> {
        Self::MINORS.contains(&minor).then_some(Self(PythonVersion { major: 3, minor }))
    }
}

impl Version {
    /// The minor version.
    #[must_use]
    pub fn minor(self) -> u8 {
        self.0.minor
    }
}

impl Default for Version {
    fn default() -> Self {
        Self(PythonVersion::PY312)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Version {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let minor = text.strip_prefix("3.").and_then(|minor| minor.parse().ok());
        minor.and_then(Self::new).filter(|version| version.to_string() == text).ok_or_else(|| {
            format!("`{}` is not a Python version to validate for: give 3.9 to 3.14", text.escape_debug())
        })
    }
}

/// What kind of fault a file has as Python.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// No version of Python compiles it.
    Syntax,
    /// The target version does not compile it, a newer or older one does.
    Version,
    /// Its bytes are not text in the encoding it declares, or in UTF-8.
    Encoding,
    /// It is nested deeper than Python's parser or compiler goes.
    Depth,
    /// It holds the markers of an unfinished merge.
    Conflict,
}

/// Why Python refuses a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault.
    pub kind: FaultKind,
    /// Where, when the file could be decoded.
    pub span: Option<Span>,
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: Option<String>,
}

/// A file as Python sees it.
#[derive(Debug)]
pub struct Reading {
    /// Its text, when it could be decoded; without the byte order mark.
    pub text: Option<String>,
    /// Its tree, when it is valid for the target.
    pub tree: Option<ast::ModModule>,
    /// Why it is not.
    pub faults: Vec<Fault>,
}

/// The text of a file as Python decodes it, or what stands in its place for showing it.
#[must_use]
pub fn text_for_display(bytes: &[u8]) -> String {
    decode::decode(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// How many errors of one file are told; the rest follows from the first, as a rule.
const MOST_ERRORS: usize = 3;

/// How many errors are placed to find the first ones: placing one takes as long as its line is.
const MOST_LOOKED_AT: usize = 20;

/// Reads a file as `version` would compile it. Needs a thread with [`STACK_BYTES`] of stack, and so does
/// dropping or walking the tree.
#[must_use]
pub fn read(bytes: &[u8], version: Version) -> Reading {
    let text = match decode::decode(bytes) {
        Ok(text) => text,
        Err(fault) => return Reading { text: None, tree: None, faults: vec![fault] },
    };
    if let Some((at, what)) = scan::too_deep(&text) {
        let lines = Lines::new(&text);
        let fault = conflict::markers(&text, &lines).unwrap_or_else(|| depth::fault(at, &what, &lines));
        return Reading { text: Some(text), tree: None, faults: vec![fault] };
    }
    let (tree, faults) = parse(&text, version);
    Reading { tree: faults.is_empty().then_some(tree), text: Some(text), faults }
}

/// Whether the parser takes a file, and nothing else: the measure of what all the rest of a validation costs, for
/// `benches/parse_only.rs`. Hidden, for it answers less than [`read`] does: no depth, no compiler's errors.
#[doc(hidden)]
#[must_use]
pub fn parses(bytes: &[u8], version: Version) -> bool {
    let options = ParseOptions::from(Mode::Module).with_target_version(version.0);
    decode::decode(bytes).is_ok_and(|text| parse_unchecked(&text, options).has_valid_syntax())
}

fn parse(text: &str, version: Version) -> (ast::ModModule, Vec<Fault>) {
    let options = ParseOptions::from(Mode::Module).with_target_version(version.0);
    // `Mode::Module` gives a module and nothing else; the empty one stands for what cannot happen.
    let Some(parsed) = parse_unchecked(text, options).try_into_module() else {
        return (empty_module(), Vec::new());
    };
    let too_deep = depth::too_deep_for_the_tokenizer(parsed.tokens());
    let errors = parsed.errors();
    let problems = if !errors.is_empty() || too_deep.is_some() {
        Vec::new()
    } else {
        semantic::problems(parsed.syntax(), text, version.0.minor)
    };
    let unsupported = parsed.unsupported_syntax_errors();
    if errors.is_empty() && unsupported.is_empty() && too_deep.is_none() && problems.is_empty() {
        return (parsed.into_syntax(), Vec::new());
    }
    let lines = Lines::new(text);
    let conflict = if errors.is_empty() { None } else { conflict::markers(text, &lines) };
    let faults = match (conflict, too_deep) {
        (Some(conflict), _) => vec![conflict],
        (None, Some((at, what))) => vec![depth::fault(at, &what, &lines)],
        (None, None) => told(errors, unsupported, problems, &lines, version),
    };
    (parsed.into_syntax(), faults)
}

/// The first faults of a file, one a line.
fn told(
    errors: &[ParseError],
    unsupported: &[UnsupportedSyntaxError],
    problems: Vec<semantic::Problem>,
    lines: &Lines<'_>,
    version: Version,
) -> Vec<Fault> {
    let mut faults: Vec<Fault> = errors
        .iter()
        .take(MOST_LOOKED_AT)
        .map(|error| syntax(lines.span(error.location), &error.error.to_string()))
        .collect();
    faults.extend(unsupported.iter().take(MOST_LOOKED_AT).map(|error| Fault {
        kind: FaultKind::Version,
        span: Some(lines.span(error.range)),
        message: sentence(&error.to_string()),
        help: Some(format!(
            "Write it in a way that Python {version} knows, or set `python` to the version your scheduler runs."
        )),
    }));
    faults.extend(problems.into_iter().map(|problem| match problem.kind {
        FaultKind::Depth => depth::fault(problem.range.start().to_usize(), &problem.message, lines),
        _ => syntax(lines.span(problem.range), &problem.message),
    }));
    faults.sort_by_key(|fault| fault.span);
    faults.dedup_by_key(|fault| fault.span.map(|span| span.line));
    faults.truncate(MOST_ERRORS);
    faults
}

fn empty_module() -> ast::ModModule {
    ast::ModModule {
        node_index: ast::AtomicNodeIndex::NONE,
        range: TextRange::default(),
        body: ast::Suite::default(),
    }
}

fn syntax(span: Span, message: &str) -> Fault {
    Fault { kind: FaultKind::Syntax, span: Some(span), message: sentence(message), help: None }
}

/// The parser's messages as sentences: a capital letter, no final stop.
fn sentence(message: &str) -> String {
    let message = message.strip_prefix("SyntaxError: ").unwrap_or(message).trim_end_matches('.');
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads on a thread with the stack that `read` asks for, and drops the tree there.
    pub(super) fn faults(source: &[u8], version: &str) -> Vec<Fault> {
        let version = version.parse().unwrap();
        std::thread::scope(|scope| {
            std::thread::Builder::new()
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, || read(source, version).faults)
                .unwrap()
                .join()
                .unwrap()
        })
    }

    pub(super) fn kinds(source: &str, version: &str) -> Vec<FaultKind> {
        faults(source.as_bytes(), version).into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn what_compile_refuses_after_parsing_is_refused() {
        for source in [
            "return 1\n",
            "class A:\n    return 1\n",
            "yield 1\n",
            "await x\n",
            "def f():\n    await x\n",
            "break\n",
            "if x:\n    continue\n",
            "for x in y:\n    def f():\n        break\n",
            "def f(a, a): pass\n",
            "f(a=1, a=2)\n",
            "x = 1\nfrom __future__ import annotations\n",
            "nonlocal x\n",
            "def f():\n    nonlocal x\n",
            "def f(x):\n    global x\n",
            "def f():\n    x = 1\n    global x\n",
            "def f():\n    print(x)\n    global x\n",
            "from __future__ import braces_\n",
            "class C:\n    x = [(yield 1) for y in z]\n",
            "def f():\n    from x import *\n",
            "async def f():\n    yield 1\n    return 2\n",
            "__debug__ = 1\n",
            "f() = 1\n",
            "del f()\n",
            "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass\n",
        ] {
            assert_eq!(kinds(source, "3.12"), [FaultKind::Syntax], "{source}");
        }
    }

    #[test]
    fn what_compile_accepts_is_accepted() {
        for source in [
            "",
            "\u{feff}x = 1\n",
            "\x0cx = 1\n",
            "x = 1\ry = 2\r",
            "\"\"\"doc\"\"\"\nfrom __future__ import annotations\n",
            "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x = 2\n",
            "def f(x):\n    class C:\n        nonlocal x\n        x = 2\n",
            "def f():\n    global x\n    x = 1\n    print(x)\n",
            "async def f():\n    return [await x for x in y]\n",
            "async def f():\n    return [x async for x in y]\n",
            "lambda: (yield)\n",
            "def f():\n    for x in y:\n        if x:\n            break\n        else:\n            continue\n",
            "while True:\n    try:\n        break\n    finally:\n        pass\n",
            "def f():\n    [x := 1 for _ in y]\n    def g():\n        nonlocal x\n",
            "f'{x!r:>{width}} {\"a\" + f\"{y}\"}'\n",
            "class A[T]:\n    def f[U](self, x: T | U) -> None: ...\n",
            "match x:\n    case {'a': [b, *c]}: pass\n",
            "async def f():\n    async with a as b, c:\n        return (x async for x in y)\n",
        ] {
            assert_eq!(faults(source.as_bytes(), "3.12"), [], "{source}");
        }
    }

    #[test]
    fn syntax_newer_than_the_target_is_told_apart() {
        for (source, too_old, new_enough) in [
            ("match x:\n    case 1: pass\n", "3.9", "3.10"),
            ("try:\n    pass\nexcept* E:\n    pass\n", "3.10", "3.11"),
            ("type X = int\n", "3.11", "3.12"),
            ("f'{x['a']}{'b'}'\n", "3.11", "3.12"),
            ("def f[T = int](): pass\n", "3.12", "3.13"),
            ("t'{x}'\n", "3.13", "3.14"),
        ] {
            assert_eq!(kinds(source, too_old)[0], FaultKind::Version, "{source}");
            assert_eq!(kinds(source, new_enough), [], "{source}");
        }
        let told = &faults(b"match x:\n    case 1: pass\n", "3.9")[0];
        assert!(told.message.contains("3.9") && told.message.contains("3.10"), "{}", told.message);
    }

    #[test]
    fn versions_out_of_range_are_refused() {
        for text in ["3.8", "3.15", "3", "2.7", "3.012", "", "3.x", "3.12.1"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
        assert_eq!("3.9".parse::<Version>().unwrap().to_string(), "3.9");
        assert_eq!(Version::default().to_string(), "3.12");
    }

    #[test]
    fn merge_conflict_markers_are_one_fault() {
        let source = "x = 1\n<<<<<<< HEAD\ny = 1\n=======\ny = 2\n>>>>>>> main\n<<<<<<< HEAD\nz = 1\n=======\nz = 2\n>>>>>>> main\n";
        let told = faults(source.as_bytes(), "3.12");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].kind, FaultKind::Conflict);
        assert_eq!(told[0].span.unwrap().line, 2);
        let quoted = format!("x = '''\n{source}'''\n");
        assert_eq!(kinds(&quoted, "3.12"), []);
    }
}
