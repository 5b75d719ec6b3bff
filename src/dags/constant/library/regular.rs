//! The module `re`, for patterns whose meaning in the `regex` crate is surely the same.
//!
//! Classes of characters are only asked of ASCII, so that both agree on what a letter is. Look-around is followed at
//! the ends of what has one width; references back, conditionals, possessive and atomic groups are not.

mod around;
mod replace;
mod translate;

use std::rc::Rc;

use regex::{Captures, Regex, RegexBuilder};

use super::super::arguments::{Arguments, bind};
use super::super::{
    Answer, Constant, INDEX_ERROR, MAX_TEXT, Outcome, Stop, TYPE_ERROR, bounded, container, few, sequence,
};
use translate::{IGNORE_CASE, Pattern};

/// What a regular expression matched.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Match {
    /// The groups, of which the first is the whole match: where they begin and end.
    spans: Vec<Option<(usize, usize)>>,
    names: Vec<Option<Rc<str>>>,
    text: Rc<str>,
}

/// The longest subject: the time of a search grows with its square.
const LONGEST: usize = 4096;

/// How a match is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Anywhere,
    Start,
    Whole,
}

/// A compiled pattern, and what of it must be known to walk through matches.
struct Compiled {
    regex: Regex,
    /// With look-around: then `regex` has only its groups.
    around: Option<around::Around>,
    pattern: Pattern,
}

/// `re.search`, `re.match` or `re.fullmatch`: nothing where Python gives `None`.
pub(crate) fn matched(
    path: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Result<Option<Match>, Answer> {
    look(path.strip_prefix("re.").unwrap_or(path), args, keywords).map_err(|stop| Answer::from(Err(stop)))
}

/// A flag: `I`, `IGNORECASE`.
pub(super) fn flag(name: &str) -> Option<Constant> {
    let value = match name {
        "I" | "IGNORECASE" => IGNORE_CASE,
        "M" | "MULTILINE" => translate::MULTI_LINE,
        "S" | "DOTALL" => translate::DOT_ALL,
        "U" | "UNICODE" => translate::UNICODE,
        "X" | "VERBOSE" => 64,
        "A" | "ASCII" => translate::ASCII,
        _ => return None,
    };
    Some(Constant::Int(value))
}

/// A function of the module.
pub(super) fn call(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
    match name {
        "search" | "match" | "fullmatch" => match look(name, args, keywords)? {
            None => Ok(Constant::None),
            Some(_) => Err(Stop::Unknown),
        },
        "sub" => {
            let args = bind(&["pattern", "repl", "string", "count", "flags"], 3, args, keywords)?;
            let compiled = compile(&args, 0, 4, Anchor::Anywhere)?;
            let replacement = replace::read(text(&args, 1)?, &compiled.regex)?;
            let count = usize::try_from(args.int_or(3, 0)?).unwrap_or(0);
            let subject = text(&args, 2)?;
            let (mut out, mut end) = (String::new(), 0);
            for found in compiled.each(subject, count)? {
                let whole = found.get(0).ok_or(Stop::Unknown)?;
                out.push_str(&subject[end..whole.start()]);
                replace::expand(&replacement, &found, &mut out);
                end = whole.end();
                if out.len() > MAX_TEXT {
                    return Err(Stop::Unknown);
                }
            }
            bounded(out + &subject[end..])
        }
        "split" => {
            let args = bind(&["pattern", "string", "maxsplit", "flags"], 2, args, keywords)?;
            let compiled = compile(&args, 0, 3, Anchor::Anywhere)?;
            let count = usize::try_from(args.int_or(2, 0)?).unwrap_or(0);
            let subject = text(&args, 1)?;
            let (mut parts, mut end) = (Vec::new(), 0);
            for found in compiled.each(subject, count)? {
                let whole = found.get(0).ok_or(Stop::Unknown)?;
                parts.push(Constant::text(&subject[end..whole.start()]));
                parts.extend(
                    found
                        .iter()
                        .skip(1)
                        .map(|group| group.map_or(Constant::None, |group| Constant::text(group.as_str()))),
                );
                end = whole.end();
            }
            parts.push(Constant::text(&subject[end..]));
            few(parts.len())?;
            Ok(Constant::list(parts))
        }
        "findall" => {
            let args = bind(&["pattern", "string", "flags"], 2, args, keywords)?;
            let compiled = compile(&args, 0, 2, Anchor::Anywhere)?;
            let mut all = Vec::new();
            for found in compiled.each(text(&args, 1)?, 0)? {
                let group =
                    |place: usize| Constant::text(found.get(place).map_or("", |group| group.as_str()));
                all.push(match found.len() {
                    1 => group(0),
                    2 => group(1),
                    count => Constant::tuple((1..count).map(group).collect()),
                });
            }
            few(all.len())?;
            Ok(Constant::list(all))
        }
        "escape" => {
            let args = bind(&["pattern"], 1, args, keywords)?;
            let mut out = String::new();
            for c in text(&args, 0)?.chars() {
                if "()[]{}?*+-|^$\\.&~# \t\n\r\u{b}\u{c}".contains(c) {
                    out.push('\\');
                }
                out.push(c);
            }
            bounded(out)
        }
        _ => Err(Stop::Unknown),
    }
}

/// A text; bytes have patterns of their own, which are not followed.
fn text(args: &Arguments, place: usize) -> Outcome<&str> {
    match args.need(place)? {
        Constant::Str(text) => Ok(text),
        Constant::Bytes(_) => Err(Stop::Unknown),
        _ => Err(TYPE_ERROR),
    }
}

fn look(name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome<Option<Match>> {
    let anchor = match name {
        "match" => Anchor::Start,
        "fullmatch" => Anchor::Whole,
        "search" => Anchor::Anywhere,
        _ => return Err(Stop::Unknown),
    };
    let args = bind(&["pattern", "string", "flags"], 2, args, keywords)?;
    let compiled = compile(&args, 0, 2, anchor)?;
    let subject = text(&args, 1)?;
    compiled.accepts(subject)?;
    Ok(compiled.captures_at(subject, 0).map(|found| Match {
        spans: found.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect(),
        names: compiled.regex.capture_names().map(|name| name.map(Rc::from)).collect(),
        text: Rc::from(subject),
    }))
}

fn compile(args: &Arguments, pattern: usize, flags: usize, anchor: Anchor) -> Outcome<Compiled> {
    let flags = args.int_or(flags, 0)?;
    let pattern = text(args, pattern)?;
    if let Some((around, pattern)) = around::read(pattern, flags)? {
        // Where it has to begin or end is asked of whole patterns only.
        return match anchor {
            Anchor::Anywhere => Ok(Compiled { regex: around.regex()?, around: Some(around), pattern }),
            _ => Err(Stop::Unknown),
        };
    }
    let pattern = translate::translate(pattern, flags)?;
    let source = match anchor {
        Anchor::Anywhere => pattern.source.clone(),
        Anchor::Start => format!(r"\A(?:{})", pattern.source),
        Anchor::Whole => format!(r"\A(?:{})\z", pattern.source),
    };
    let regex = build(&source, pattern.flags)?;
    Ok(Compiled { regex, around: None, pattern })
}

/// A translated pattern.
fn build(source: &str, flags: i64) -> Outcome<Regex> {
    RegexBuilder::new(source)
        .case_insensitive(flags & IGNORE_CASE != 0)
        .multi_line(flags & translate::MULTI_LINE != 0)
        .dot_matches_new_line(flags & translate::DOT_ALL != 0)
        .size_limit(1 << 16)
        .dfa_size_limit(1 << 20)
        .build()
        .map_err(|_| Stop::Unknown)
}

impl Compiled {
    fn captures_at<'t>(&self, subject: &'t str, from: usize) -> Option<Captures<'t>> {
        match &self.around {
            Some(around) => around.captures_at(subject, from),
            None => self.regex.captures_at(subject, from),
        }
    }

    /// That the subject is one on which both engines agree.
    fn accepts(&self, subject: &str) -> Outcome<()> {
        let is_plain = !self.pattern.has_classes
            || (subject.is_ascii() && !subject.bytes().any(|byte| matches!(byte, 0x1c..=0x1f)));
        // Without MULTILINE, `$` also matches before a line end at the end.
        if !is_plain || subject.len() > LONGEST || (self.pattern.has_end && subject.contains('\n')) {
            return Err(Stop::Unknown);
        }
        Ok(())
    }

    /// The matches from left to right, `most` of them at most unless that is 0. As in CPython since 3.7, an empty one
    /// may follow another directly; the crate's own iterator skips it.
    fn each<'t>(&self, subject: &'t str, most: usize) -> Outcome<Vec<Captures<'t>>> {
        self.accepts(subject)?;
        let mut all = Vec::new();
        let mut from = 0;
        // An empty match at this place was taken already.
        let mut taken = None;
        while from <= subject.len() && (most == 0 || all.len() < most) {
            let Some(found) = self.captures_at(subject, from) else { break };
            let whole = found.get(0).ok_or(Stop::Unknown)?;
            if whole.is_empty() {
                // Where an empty match is preferred, Python looks for a longer one in its place.
                if self.pattern.may_prefer_empty {
                    return Err(Stop::Unknown);
                }
                if taken == Some(whole.start()) {
                    from += subject[from..].chars().next().map_or(1, char::len_utf8);
                    continue;
                }
                taken = Some(whole.start());
            }
            from = whole.end();
            all.push(found);
            few(all.len())?;
        }
        Ok(all)
    }
}

impl Match {
    /// A method: `group`, `groups`, `groupdict`, `start`, `end`, `span`, and the subscript as `__getitem__`.
    pub(crate) fn method(&self, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Answer {
        self.answer(name, args, keywords).into()
    }

    fn answer(&self, name: &str, args: &[Constant], keywords: &[(&str, Constant)]) -> Outcome {
        match name {
            "group" | "__getitem__" if keywords.is_empty() => match args {
                [] => Ok(self.text_of(0, &Constant::None)),
                [one] => Ok(self.text_of(self.place(one)?, &Constant::None)),
                several => {
                    let places: Outcome<Vec<usize>> = several.iter().map(|one| self.place(one)).collect();
                    let texts = places?.into_iter().map(|place| self.text_of(place, &Constant::None));
                    Ok(Constant::tuple(texts.collect()))
                }
            },
            "groups" => {
                let args = bind(&["default"], 0, args, keywords)?;
                let default = args.get(0).cloned().unwrap_or(Constant::None);
                Ok(Constant::tuple(
                    (1..self.spans.len()).map(|place| self.text_of(place, &default)).collect(),
                ))
            }
            "groupdict" => {
                let args = bind(&["default"], 0, args, keywords)?;
                let default = args.get(0).cloned().unwrap_or(Constant::None);
                container::dict(self.names.iter().enumerate().filter_map(|(place, name)| {
                    Some((Constant::text(name.clone()?), self.text_of(place, &default)))
                }))
            }
            "start" | "end" | "span" if keywords.is_empty() && args.len() < 2 => {
                let place = args.first().map_or(Ok(0), |one| self.place(one))?;
                let span = self.spans.get(place).copied().flatten();
                let (start, end) = match span {
                    None => (Constant::Int(-1), Constant::Int(-1)),
                    Some((start, end)) => {
                        (sequence::count(self.characters(start))?, sequence::count(self.characters(end))?)
                    }
                };
                Ok(match name {
                    "start" => start,
                    "end" => end,
                    _ => Constant::tuple(vec![start, end]),
                })
            }
            _ => Err(Stop::Unknown),
        }
    }

    /// How many characters come before a byte.
    fn characters(&self, end: usize) -> usize {
        self.text.get(..end).map_or(0, |before| before.chars().count())
    }

    fn text_of(&self, place: usize, default: &Constant) -> Constant {
        match self.spans.get(place).copied().flatten() {
            None => default.clone(),
            Some((start, end)) => Constant::text(self.text.get(start..end).unwrap_or_default()),
        }
    }

    fn place(&self, group: &Constant) -> Outcome<usize> {
        let place = match group {
            Constant::Str(name) => self.names.iter().position(|known| known.as_ref() == Some(name)),
            _ => group.as_int().and_then(|place| usize::try_from(place).ok()),
        };
        place.filter(|place| *place < self.spans.len()).ok_or(INDEX_ERROR)
    }
}
