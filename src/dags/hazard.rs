//! What may end the code that runs: exceptions that are certain, and those that are possible.
//!
//! Code that is not followed is taken to succeed. What the file itself says may fail is not: a `raise` under a
//! condition that is not known, a variable of the environment or of Airflow without a default, an import or a call
//! inside a `try` whose handler goes on without it.

use super::interpret::{Interpreter, Run};
use super::object::Place;
use super::value::{Origin, Value};
use super::{Fault, FaultKind};
use crate::python::TextRange;

/// Exceptions of operations, of which the models of classes and libraries here may know less than Python does.
const MODELLED: [&str; 10] = [
    "AttributeError",
    "IndexError",
    "KeyError",
    "OverflowError",
    "StopIteration",
    "TypeError",
    "UnboundLocalError",
    "ValueError",
    "ZeroDivisionError",
    super::handler::INVALID,
];

/// Why code ends before its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stop {
    /// An exception that is certain.
    Raise(Box<Raised>),
    /// The end of the process.
    Exit(Place),
    /// More than is followed.
    Exhausted,
}

/// An exception.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raised {
    /// The name of its class: `KeyError`; empty when it is not known.
    pub(super) class: String,
    pub(super) kind: FaultKind,
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) help: String,
    /// Computed from what is modelled of classes and containers, and not what the file says: not sure enough to refuse
    /// a file for.
    pub(super) is_modelled: bool,
}

/// Something that may have raised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hazard {
    pub(super) origin: Origin,
    /// The class of the exception; empty when it may be any.
    pub(super) class: &'static str,
    /// The file itself says that it may fail; otherwise it is code that is not followed.
    pub(super) is_plain: bool,
}

impl<'a> Interpreter<'a> {
    /// An exception of Python at a place of the running module.
    pub(super) fn raised_at(&self, class: &str, range: TextRange, what: &str) -> Stop {
        let is_modelled = MODELLED.contains(&class);
        let article = if class.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
        Stop::Raise(Box::new(Raised {
            class: class.to_owned(),
            kind: FaultKind::ImportFails,
            place: self.place(range),
            message: if is_modelled {
                format!(
                    "{what} ({article} {class}, as far as the code is followed here), so nothing after it is looked at"
                )
            } else {
                format!(
                    "{what}: {article} {class} whenever the file is imported, so Airflow loads nothing of it"
                )
            },
            help: remedy(class).into(),
            is_modelled,
        }))
    }

    /// Airflow refuses the file. Goes on with what is not known, so that all such faults are told, unless
    /// what runs now may not run or may be caught.
    pub(super) fn refuse(
        &mut self,
        class: &str,
        kind: FaultKind,
        range: TextRange,
        message: String,
        help: &str,
    ) -> Run<Value<'a>> {
        let place = self.place(range);
        let raised = Raised {
            class: class.to_owned(),
            kind,
            place,
            message,
            help: help.to_owned(),
            is_modelled: false,
        };
        if self.tries > 0 || self.doubt().is_some() {
            return Err(Stop::Raise(Box::new(raised)));
        }
        self.tell(raised);
        Ok(Value::Unknown(Origin::Code(place.module, range)))
    }

    /// Says what an exception means that nothing catches.
    pub(super) fn tell(&mut self, raised: Raised) {
        if raised.is_modelled {
            self.load_doubt = Some(Origin::Code(raised.place.module, raised.place.range()));
            self.given_up = Some((raised.place, raised.message));
            return;
        }
        let (range, message) = self.shown(raised.place, raised.message);
        let fault = Fault { kind: raised.kind, range, message, help: raised.help, name: None };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Where the file itself shows a place, and what is said there of another module.
    pub(super) fn shown(&self, place: Place, message: String) -> (TextRange, String) {
        if place.module == 0 {
            return (place.range(), message);
        }
        let module = &self.modules[usize::from(place.module)];
        let line = module.text[..usize::try_from(place.start).unwrap_or(0).min(module.text.len())]
            .matches('\n')
            .count()
            + 1;
        (self.current, format!("{message} (in `{}`, line {line})", module.path))
    }

    /// Goes on after code that ends badly, unless a way out before that was taken, as it may have been.
    pub(super) fn survive(&mut self, stop: Stop) -> Run<()> {
        let place = match stop {
            Stop::Raise(raised) => raised.place,
            Stop::Exit(place) => place,
            Stop::Exhausted => return Err(Stop::Exhausted),
        };
        self.hazard(Origin::Code(place.module, place.range()), "", true);
        Ok(())
    }

    /// Notes that an operation may have raised whose outcome is not known. Only a `try` asks.
    pub(super) fn may_raise(&mut self, outcome: &Value<'a>, class: &'static str, origin: Origin) {
        if self.tries > 0 && !outcome.is_known() {
            self.hazard(origin, class, false);
        }
    }

    /// Notes that what was just done may raise.
    pub(super) fn hazard(&mut self, origin: Origin, class: &'static str, is_plain: bool) {
        if self.tries > 0 {
            self.hazards.push(Hazard { origin, class, is_plain });
        } else if is_plain {
            self.load_doubt.get_or_insert(origin);
        }
    }
}

/// What to do about an exception of a class that the file raises whenever it is imported.
fn remedy(class: &str) -> &'static str {
    match class {
        "NameError" => "Import it or define it above this line, or correct its spelling.",
        "FileNotFoundError" => "Correct the path, add the file to the package, or read it inside a task.",
        "AssertionError" => "Correct what it asserts, or assert it inside a task.",
        _ => "Correct it, or move it into a task.",
    }
}
