//! `with`: what is entered, and what leaving it does.

use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, Run};
use super::kind::Deed;
use super::method::file::is_file;
use super::object::Object;
use super::value::{Arguments, Certainty, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Expr};

impl<'a> Interpreter<'a> {
    pub(super) fn with_block(&mut self, of: &'a ast::StmtWith) -> Run<Flow<'a>> {
        let contexts = self.contexts.len();
        let mut swallows = None;
        let mut exits = Vec::new();
        let mut to_close = Vec::new();
        let mut may_swallow = false;
        for item in &of.items {
            let value = self.evaluate(&item.context_expr)?;
            may_swallow |= matches!(value, Value::Unknown(_))
                || matches!(self.state.object(&value), Some(Object::Iterator(_)));
            if self.is_suppress(&item.context_expr) {
                swallows = Some(self.origin(&item.context_expr));
            }
            if let Some(Object::Instance(instance)) = self.state.object(&value)
                && let Some(exit) = self.class_attribute(instance.class, "__exit__")
            {
                exits.push((exit, value.clone()));
            }
            if super::library::is_closing(&value)
                && let Some(closed) = super::library::handed_on(&value)
            {
                to_close.push((closed.clone(), item.context_expr.range()));
            }
            let value = self.enter(&value, &item.context_expr)?;
            if let Some(target) = &item.optional_vars {
                self.assign(target, value)?;
            }
        }
        let flow = match swallows {
            Some(why) => self.fork(why, |this| this.body(&of.body), |_| Ok(Flow::Next)),
            None => self.body(&of.body),
        };
        self.contexts.truncate(contexts);
        let (flow, mut raised) = match flow {
            Ok(flow) => (flow, None),
            Err(Stop::Raise(raised)) => (Flow::Next, Some(Stop::Raise(raised))),
            Err(stop) => return Err(stop),
        };
        for (exit, receiver) in exits.into_iter().rev() {
            let error = match raised {
                Some(_) => Value::Unknown(self.origin(of)),
                None => Value::None,
            };
            let given = super::value::Arguments::of([error.clone(), error.clone(), error]);
            let answer = self.call_bound(exit, receiver, given)?;
            // What `__exit__` says of an exception decides whether it goes on.
            match raised.is_some().then(|| self.truth(&answer)) {
                Some(Some(true)) => raised = None,
                Some(None) => may_swallow = true,
                _ => {}
            }
        }
        for (closed, range) in to_close.into_iter().rev().filter(|_| raised.is_none()) {
            if self.is_dag(&closed) {
                let kind = super::FaultKind::ImportFails;
                let message =
                    "`contextlib.closing` calls `close`, which a DAG does not have: an AttributeError \
                               whenever the file is imported, so Airflow loads nothing of it"
                        .to_owned();
                self.refuse("AttributeError", kind, range, message, "Build it as `with DAG(...):`.")?;
            }
        }
        match raised {
            Some(stop) if may_swallow => self.survive(stop).map(|()| Flow::Next),
            Some(stop) => Err(stop),
            None => Ok(flow),
        }
    }

    /// What is entered by `with`, and what the name behind `as` gets.
    pub(super) fn enter(&mut self, value: &Value<'a>, expr: &'a Expr) -> Run<Value<'a>> {
        let why = self.origin(expr);
        let certainty = match (value.alternatives().len(), self.certainty()) {
            (1, certainty) => certainty,
            (_, Certainty::Maybe(why)) => Certainty::Maybe(why),
            _ => Certainty::Maybe(why),
        };
        let mut result = Vec::new();
        for one in value.alternatives().to_vec() {
            result.push(match self.state.object(&one) {
                Some(Object::Dag(_)) => {
                    self.enter_dag(&one, certainty);
                    self.contexts.push(one.clone());
                    one
                }
                Some(Object::Group(_)) => {
                    self.contexts.push(one.clone());
                    one
                }
                // What `os.scandir` gives; others are no contexts.
                Some(Object::Task(_) | Object::List(_)) => one,
                _ if super::xcom::givers(&one).is_some() => one,
                // A generator of `contextmanager`: what it yields.
                Some(Object::Iterator(_)) => {
                    let given = self.elements(&one).and_then(|list| list.items.into_iter().next());
                    let given = given.map_or(Value::Unknown(why), Value::present);
                    if self.is_context(&given) {
                        self.contexts.push(given.clone());
                    }
                    given
                }
                Some(Object::Instance(instance)) => match self.class_attribute(instance.class, "__enter__") {
                    Some(method) => {
                        self.allow(&one, Deed::Enter, expr.range())?;
                        let given = self.call_bound(method, one.clone(), Arguments::default())?;
                        if self.is_context(&given) {
                            self.contexts.push(given.clone());
                        }
                        given
                    }
                    None => {
                        if value.is_known() {
                            self.allow(&one, Deed::Enter, expr.range())?;
                        }
                        Value::Unknown(why)
                    }
                },
                _ => match &one {
                    Value::Bound(of) if is_file(of) => one,
                    value if super::library::handed_on(value).is_some() => {
                        super::library::handed_on(value).cloned().unwrap_or(Value::Unknown(why))
                    }
                    Value::Partial(_) => one,
                    _ => {
                        if value.is_known() {
                            self.allow(&one, Deed::Enter, expr.range())?;
                        }
                        Value::Unknown(why)
                    }
                },
            });
        }
        Ok(Value::one_of(result).unwrap_or(Value::Unknown(why)))
    }

    fn is_context(&self, value: &Value<'a>) -> bool {
        matches!(self.state.object(value), Some(Object::Dag(_) | Object::Group(_)))
    }
}
