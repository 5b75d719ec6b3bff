//! `try`, `raise` and `assert`: what may raise inside a `try` is explored with and without.

use super::exits::Exits;
use super::hazard::{Hazard, Stop};
use super::interpret::{Flow, Interpreter, Run};
use super::value::{Origin, Value};
use crate::python::ast::{self, Expr, Stmt};
use crate::python::{Ranged, TextRange};

impl<'a> Interpreter<'a> {
    pub(super) fn try_block(&mut self, of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let result = if of.handlers.is_empty() { self.body(&of.body) } else { self.guarded(of) };
        if !of.finalbody.is_empty() && result != Err(Stop::Exhausted) {
            let flow = self.body(&of.finalbody)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        result
    }

    /// A body with handlers: runs up to the first statement that may raise what they catch, then both ways.
    fn guarded(&mut self, of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let mut exits = Exits::default();
        let result = self.guarded_body(of, &mut exits);
        self.close_exits(exits, result)
    }

    fn guarded_body(&mut self, of: &'a ast::StmtTry, exits: &mut Exits) -> Run<Flow<'a>> {
        let base = self.hazards.len();
        for (at, statement) in of.body.iter().enumerate() {
            let (mark, logs, left) = (self.state.mark(), self.logs(), self.left.len());
            self.tries += 1;
            let result = self.statement(statement);
            self.tries -= 1;
            match result {
                Err(Stop::Raise(raised)) => {
                    self.state.keep(mark);
                    self.pass_on(base, None);
                    self.skip(&of.body[at + 1..], statement);
                    self.skip(&of.orelse, statement);
                    return self.handle(&raised.class, Err(Stop::Raise(raised.clone())), of);
                }
                Err(stop) => {
                    self.state.keep(mark);
                    return Err(stop);
                }
                Ok(flow) => {
                    let caught =
                        self.hazards[base..].iter().find(|hazard| self.may_catch(hazard.class, of)).copied();
                    let Some(hazard) = caught else {
                        self.state.keep(mark);
                        if flow != Flow::Next {
                            self.pass_on(base, None);
                            return Ok(flow);
                        }
                        self.note_exit(left, exits);
                        continue;
                    };
                    self.forget(mark, logs);
                    self.left.truncate(left);
                    return self.both(hazard, base, &of.body[at..], of);
                }
            }
        }
        self.pass_on(base, None);
        self.skip(&of.handlers, of);
        self.body(&of.orelse)
    }

    fn both(&mut self, hazard: Hazard, base: usize, rest: &'a [Stmt], of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let succeeds = |this: &mut Self| {
            this.tries += 1;
            let result = this.body(rest);
            this.tries -= 1;
            match result {
                Ok(Flow::Next) => this.body(&of.orelse),
                Err(Stop::Raise(raised)) => {
                    let class = raised.class.clone();
                    this.handle(&class, Err(Stop::Raise(raised)), of)
                }
                result => result,
            }
        };
        let gives_up = of.handlers.iter().all(ends_badly);
        let result = if gives_up && !hazard.is_plain {
            // Whatever is caught ends the file all the same, as it would without the `try`.
            succeeds(self)
        } else {
            let class = hazard.class;
            self.fork(hazard.origin, succeeds, |this| {
                let uncaught = Stop::Raise(Box::new(this.unnamed(hazard)));
                this.handle(class, Err(uncaught), of)
            })
        };
        self.pass_on(base, Some(of));
        result
    }

    fn unnamed(&self, hazard: Hazard) -> super::hazard::Raised {
        let range = match hazard.origin {
            Origin::Code(_, range) | Origin::Text(_, range) => range,
            Origin::Note(_) => TextRange::default(),
        };
        super::hazard::Raised {
            class: hazard.class.to_owned(),
            kind: super::FaultKind::ImportFails,
            place: self.place(range),
            // Told only where the other way ends with an exception as well.
            message: format!(
                "This raises {}, or what follows it does, whenever the file is imported, so Airflow loads nothing of it",
                exception(hazard.class)
            ),
            help: "Raise it inside a task, or under a condition.".into(),
            is_modelled: false,
        }
    }

    /// What this `try` does not catch, the one around it may.
    fn pass_on(&mut self, base: usize, caught_by: Option<&'a ast::StmtTry>) {
        let rest = self.hazards.split_off(base.min(self.hazards.len()));
        for hazard in rest {
            let caught = caught_by.is_some_and(|of| self.may_catch(hazard.class, of));
            if !caught {
                self.hazard(hazard.origin, hazard.class, hazard.is_plain);
            }
        }
    }

    pub(super) fn raise(&mut self, of: &'a ast::StmtRaise) -> Run<Flow<'a>> {
        let class = match &of.exc {
            Some(exc) => {
                let value = match exc.as_ref() {
                    Expr::Call(call) => {
                        let class = self.evaluate(&call.func)?;
                        let arguments = self.call_arguments(&call.arguments)?;
                        let own = matches!(self.state.object(&class), Some(super::object::Object::Class(_)));
                        let site = super::call::CallSite { range: call.range(), callee: call.func.range() };
                        // What it carries, a handler may take out again.
                        let given: Vec<Value<'a>> = arguments.all().cloned().collect();
                        given
                            .iter()
                            .for_each(|value| self.escape(value, Origin::Code(self.module(), call.range())));
                        self.raising = if own { self.apply(&class, arguments, site).ok() } else { None };
                        class
                    }
                    expr => {
                        self.raising = None;
                        self.evaluate(expr)?
                    }
                };
                self.exception_name(&value)
            }
            None => String::new(),
        };
        if class == "SystemExit" {
            return Err(Stop::Exit(self.place(of.range)));
        }
        let what = exception(&class);
        Err(Stop::Raise(Box::new(super::hazard::Raised {
            class,
            kind: super::FaultKind::ImportFails,
            place: self.place(of.range),
            message: format!(
                "This raises {what} whenever the file is imported, so Airflow loads nothing of it"
            ),
            help: "Raise it inside a task, or under a condition.".into(),
            is_modelled: false,
        })))
    }

    pub(super) fn assert(&mut self, of: &'a ast::StmtAssert) -> Run<Flow<'a>> {
        let value = self.evaluate(&of.test)?;
        match self.truth(&value) {
            Some(true) => Ok(Flow::Next),
            Some(false) => Err(self.raised_at("AssertionError", of.range, "This assertion is false")),
            None => {
                // An author asserts what holds; only what the environment decides is left open.
                let is_met = if self.tries == 0 { self.met_by_defaults(&of.test) } else { None };
                if is_met.map_or_else(|| self.is_about_setting(&of.test), |is_met| !is_met) {
                    self.hazard(self.origin(of.test.as_ref()), "AssertionError", true);
                }
                self.imply(&of.test, true);
                Ok(Flow::Next)
            }
        }
    }
}

/// An exception by its class, which may not be known.
fn exception(class: &str) -> String {
    if class.is_empty() { "an exception".to_owned() } else { format!("`{class}`") }
}

/// Whether a handler ends with an exception of its own, or with the process.
fn ends_badly(handler: &ast::ExceptHandler) -> bool {
    let ast::ExceptHandler::ExceptHandler(handler) = handler;
    match handler.body.last() {
        Some(Stmt::Raise(_)) => true,
        Some(Stmt::Expr(of)) => match of.value.as_ref() {
            Expr::Call(call) => match call.func.as_ref() {
                Expr::Attribute(of) => of.attr.as_str() == "exit",
                Expr::Name(name) => name.id.as_str() == "exit",
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}
