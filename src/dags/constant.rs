//! What Python computes from values that are fully known, exactly as CPython does, or an honest "not known".
//!
//! Pure: no I/O, no clock, no knowledge of the interpreter, of Airflow or of the parser. Every function is bounded
//! (`MAX_TEXT`, `MAX_ITEMS`, `MAX_DEPTH`, `Budget`): beyond its bound it answers `Unknown`. It also answers so where
//! Python 3.9 to 3.14 differ, and where a result would need what is not modelled: integers beyond 64 bits, complex
//! numbers, frozen sets, lone surrogates, the order of a set of two or more.
//!
//! An answer is a value without identity. What changes an object in place (`list.append`, `dict.update`), or gives an
//! iterator or a view that is used up later, belongs to the caller; here iterators are lists of what they would give.
//!
//! Entry points, by what asks: an operator (`number::binary`, `number::unary`, `compare::compare`), a subscript
//! (`sequence::index`, `sequence::slice`), a method (`method`, `attribute`), a string format (`format`), a builtin
//! (`builtin::call`), the standard library (`library::call`, `library::constant`), the text of a file (`data`).

mod arguments;
pub(crate) mod builtin;
pub(crate) mod bytes;
pub(crate) mod compare;
pub(crate) mod container;
pub(crate) mod data;
#[cfg(test)]
mod differential;
pub(crate) mod format;
pub(crate) mod library;
pub(crate) mod moment;
pub(crate) mod number;
mod render;
pub(crate) mod sequence;
#[cfg(test)]
mod tests;
pub(crate) mod text;

use std::rc::Rc;

#[cfg(test)]
pub(crate) use compare::hashable;
pub(crate) use compare::{compare, equal, truth};
pub(crate) use moment::{Date, DateTime, TimeDelta};
pub(crate) use number::Operator;
#[cfg(test)]
pub(crate) use render::repr;
pub(crate) use render::str;

/// The longest text or bytes that an answer holds, in bytes.
pub(crate) const MAX_TEXT: usize = 1 << 20;
/// The most elements of one list, tuple, set or dictionary.
pub(crate) const MAX_ITEMS: usize = 10_000;
/// The deepest nesting that is followed.
pub(crate) const MAX_DEPTH: usize = 100;
/// The most values that one operation visits: shared parts count each time they are reached.
const MAX_VISITS: usize = 200_000;

/// A Python value without identity: what literals, JSON and YAML files are made of.
///
/// `PartialEq` compares the representation (`Int(1) != Bool(true)`); Python's `==` is [`compare::equal`]. A `Set` and
/// the keys of a `Dict` hold no two that are equal in Python's sense: build them with [`Constant::set`] and
/// [`Constant::dict`]. A `Set` keeps the order of its building, which is not the order in which Python iterates it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An integer of 64 bits.
    Int(i64),
    /// A float.
    Float(f64),
    /// A text without lone surrogates.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A tuple.
    Tuple(Rc<[Constant]>),
    /// A list.
    List(Rc<[Constant]>),
    /// A set.
    Set(Rc<[Constant]>),
    /// A dictionary, in the order of insertion.
    Dict(Rc<[(Constant, Constant)]>),
    /// A `datetime.date`.
    Date(Date),
    /// A `datetime.datetime`, naive or with a fixed offset from UTC.
    DateTime(DateTime),
    /// A `datetime.timedelta`.
    TimeDelta(TimeDelta),
}

/// What an operation gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// This value.
    Known(Constant),
    /// It raises: the exception's class, as `KeyError` or `json.JSONDecodeError`.
    Raises(&'static str),
    /// Not followed here, or too big.
    Unknown,
}

/// Why there is no value: what `?` carries inside this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// As [`Answer::Raises`].
    Raises(&'static str),
    /// As [`Answer::Unknown`].
    Unknown,
}

type Outcome<T = Constant> = Result<T, Stop>;

const TYPE_ERROR: Stop = Stop::Raises("TypeError");
const VALUE_ERROR: Stop = Stop::Raises("ValueError");
const INDEX_ERROR: Stop = Stop::Raises("IndexError");
const KEY_ERROR: Stop = Stop::Raises("KeyError");
const OVERFLOW_ERROR: Stop = Stop::Raises("OverflowError");
const ZERO_DIVISION: Stop = Stop::Raises("ZeroDivisionError");

impl From<Outcome> for Answer {
    fn from(outcome: Outcome) -> Answer {
        match outcome {
            Ok(constant) => Answer::Known(constant),
            Err(Stop::Raises(class)) => Answer::Raises(class),
            Err(Stop::Unknown) => Answer::Unknown,
        }
    }
}

impl Constant {
    /// A text.
    pub(crate) fn text(text: impl Into<Rc<str>>) -> Constant {
        Constant::Str(text.into())
    }

    /// A list of these.
    pub(crate) fn list(items: Vec<Constant>) -> Constant {
        Constant::List(items.into())
    }

    /// A tuple of these.
    pub(crate) fn tuple(items: Vec<Constant>) -> Constant {
        Constant::Tuple(items.into())
    }

    /// The set of these: the first of equals stays.
    pub(crate) fn set(items: impl IntoIterator<Item = Constant>) -> Answer {
        container::set(items).into()
    }

    /// The dictionary of these: a later value replaces an earlier one, and the first key and its place stay.
    pub(crate) fn dict(pairs: impl IntoIterator<Item = (Constant, Constant)>) -> Answer {
        container::dict(pairs).into()
    }

    /// The name of its class, as in `type(x).__name__`.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Constant::None => "NoneType",
            Constant::Bool(_) => "bool",
            Constant::Int(_) => "int",
            Constant::Float(_) => "float",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Tuple(_) => "tuple",
            Constant::List(_) => "list",
            Constant::Set(_) => "set",
            Constant::Dict(_) => "dict",
            Constant::Date(_) => "date",
            Constant::DateTime(_) => "datetime",
            Constant::TimeDelta(_) => "timedelta",
        }
    }

    /// As an integer where Python's `__index__` gives one: `int` and `bool`.
    fn as_int(&self) -> Option<i64> {
        match self {
            Constant::Int(value) => Some(*value),
            Constant::Bool(value) => Some(i64::from(*value)),
            _ => None,
        }
    }

    /// As a text.
    fn as_str(&self) -> Option<&str> {
        match self {
            Constant::Str(text) => Some(text),
            _ => None,
        }
    }
}

/// A method called on a value, whatever its class. What works in place is `Unknown`.
pub(crate) fn method(
    receiver: &Constant,
    name: &str,
    args: &[Constant],
    keywords: &[(&str, Constant)],
) -> Answer {
    match receiver {
        Constant::Str(text) => text::method(text, name, args, keywords),
        Constant::Bytes(bytes) => bytes::method(bytes, name, args, keywords),
        Constant::Date(_) | Constant::DateTime(_) | Constant::TimeDelta(_) => {
            moment::method(receiver, name, args, keywords)
        }
        Constant::Tuple(_) | Constant::List(_) | Constant::Set(_) | Constant::Dict(_) => {
            container::method(receiver, name, args, keywords).into()
        }
        Constant::Int(_) | Constant::Bool(_) | Constant::Float(_) => {
            number::method(receiver, name, args, keywords).into()
        }
        Constant::None => Answer::Unknown,
    }
}

/// An attribute of a value that is a value itself: `.year` of a date, `.days` of a time span, `.real` of a number.
pub(crate) fn attribute(receiver: &Constant, name: &str) -> Answer {
    match receiver {
        Constant::Date(_) | Constant::DateTime(_) | Constant::TimeDelta(_) => {
            moment::attribute(receiver, name).into()
        }
        Constant::Int(_) | Constant::Bool(_) | Constant::Float(_) => number::attribute(receiver, name).into(),
        _ => Answer::Unknown,
    }
}

/// How much one operation may still visit.
#[derive(Debug)]
struct Budget {
    visits: usize,
    depth: usize,
}

impl Budget {
    fn new() -> Budget {
        Budget { visits: MAX_VISITS, depth: 0 }
    }

    /// One value more.
    fn visit(&mut self) -> Outcome<()> {
        self.visits = self.visits.checked_sub(1).ok_or(Stop::Unknown)?;
        Ok(())
    }

    /// Runs `inside` one level deeper.
    fn deeper<T>(&mut self, inside: impl FnOnce(&mut Budget) -> Outcome<T>) -> Outcome<T> {
        self.visit()?;
        if self.depth >= MAX_DEPTH {
            return Err(Stop::Unknown);
        }
        self.depth += 1;
        let outcome = inside(self);
        self.depth -= 1;
        outcome
    }
}

/// A text as an answer, if it is not too long.
fn bounded(text: impl Into<Rc<str>> + AsRef<str>) -> Outcome {
    if text.as_ref().len() > MAX_TEXT { Err(Stop::Unknown) } else { Ok(Constant::Str(text.into())) }
}

/// That so many elements are not too many.
fn few(count: usize) -> Outcome<()> {
    if count > MAX_ITEMS { Err(Stop::Unknown) } else { Ok(()) }
}
