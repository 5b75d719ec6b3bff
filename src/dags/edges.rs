//! Which task runs before which: `>>`, `set_upstream`, `chain`.

use super::FaultKind;
use super::call::CallSite;
use super::interpret::{Edge, Interpreter};
use super::object::{At, Object, Place};
use super::value::{Arguments, Certainty, Origin, Value};
use crate::python::TextRange;

/// The most pairs of tasks that one statement joins.
const MOST_PAIRS: usize = 10_000;

/// What an edge counts for among elements that are handled: it is kept to the end, and looked at there.
const EDGE: usize = 8;

impl<'a> Interpreter<'a> {
    pub(super) fn task_method(
        &mut self,
        task: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Value<'a> {
        let other = arguments.get(0, "task_or_task_list").cloned().unwrap_or(Value::None);
        match name {
            "set_downstream" => self.connect(task, &other, site.range, false),
            "set_upstream" => self.connect(&other, task, site.range, false),
            "expand" | "expand_kwargs" => {
                if let Value::Ref(at) = task {
                    for value in arguments.all() {
                        self.depend(*at, value, site.range);
                    }
                }
                return task.clone();
            }
            "as_setup" | "as_teardown" | "map" | "zip" | "concat" => {
                return task.clone();
            }
            "add" => {
                if let (Value::Ref(group), Value::Ref(member)) = (task, &other) {
                    self.join_group(*group, *member);
                }
            }
            "__enter__" => self.contexts.push(task.clone()),
            "__exit__" => {
                self.contexts.pop();
            }
            _ => return Value::Unknown(self.at(site)),
        }
        Value::None
    }

    /// `left >> right`; `None`: neither is a task.
    pub(super) fn relate(
        &mut self,
        forward: bool,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Option<Value<'a>> {
        if !self.is_task_like(left) && !self.is_task_like(right) {
            return None;
        }
        // Lists have no order of their own.
        let is_list = |value: &Value<'a>| matches!(self.state.object(value), Some(Object::List(_)));
        if is_list(left) && is_list(right) {
            let class = if forward { ">>" } else { "<<" };
            let message = format!(
                "A list stands on both sides of `{class}`: a TypeError, so Airflow loads nothing of the file"
            );
            let help = "Join all with all by `cross_downstream`, or one to one by `chain`.";
            return match self.refuse("TypeError", FaultKind::Signature, range, message, help) {
                Ok(value) => Some(value),
                Err(_) => {
                    self.hazard(Origin::Code(self.module(), range), "TypeError", true);
                    Some(right.clone())
                }
            };
        }
        // A label between two tasks: `a >> Label("x") >> b`.
        if !self.is_task_like(right) && matches!(right, Value::Unknown(_)) {
            return Some(left.clone());
        }
        if !self.is_task_like(left) && matches!(left, Value::Unknown(_)) {
            return Some(right.clone());
        }
        // Only Airflow 1 took a DAG there.
        if self.is_dag(left) || self.is_dag(right) {
            let message =
                "A DAG stands beside `>>` or `<<`, which relate tasks: an AttributeError, so Airflow loads \
                           nothing of the file"
                    .to_owned();
            let help = "Leave the DAG out: a task belongs to it by `with`, or by the argument `dag`.";
            return match self.refuse("AttributeError", FaultKind::Signature, range, message, help) {
                Ok(value) => Some(value),
                Err(_) => {
                    self.hazard(Origin::Code(self.module(), range), "AttributeError", true);
                    Some(right.clone())
                }
            };
        }
        if forward {
            self.connect(left, right, range, false);
        } else {
            self.connect(right, left, range, false);
        }
        Some(right.clone())
    }

    pub(super) fn is_task_like(&self, value: &Value<'a>) -> bool {
        let among = |items: &[Value<'a>]| {
            self.weigh(items.len());
            self.look(|| Some(items.iter().any(|item| self.is_task_like(item))))
        };
        match value {
            Value::Partial(_) => super::xcom::givers(value).is_some(),
            Value::Tuple(items) | Value::OneOf(items) => among(items).unwrap_or(false),
            Value::Ref(at) => match self.state.at(*at) {
                Object::Task(_) | Object::Group(_) | Object::Dag(_) => true,
                Object::List(list) => among(&list.items).unwrap_or(false),
                Object::Dict(dict) => dict.iter().any(|(_, item)| {
                    matches!(self.state.object(item), Some(Object::Task(_)))
                        || super::xcom::givers(item).is_some()
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// Tasks of `from` before those of `to`. With `pairwise`, two lists of one length are joined one to one.
    pub(super) fn connect(&mut self, from: &Value<'a>, to: &Value<'a>, range: TextRange, pairwise: bool) {
        let (firsts, seconds) = (self.ends(from), self.ends(to));
        if firsts.len().saturating_mul(seconds.len()) > MOST_PAIRS || firsts.is_empty() || seconds.is_empty()
        {
            return;
        }
        self.weigh(EDGE * firsts.len().max(seconds.len()));
        let place: Place = self.place(range);
        let unsure = |value: &Value<'a>| matches!(value, Value::OneOf(_));
        let certainty = match self.certainty() {
            Certainty::Yes if unsure(from) || unsure(to) => {
                Certainty::Maybe(Origin::Code(self.module(), range))
            }
            certainty => certainty,
        };
        self.adopt(&firsts, &seconds, certainty);
        if pairwise && self.is_sequence(from) && self.is_sequence(to) && firsts.len() == seconds.len() {
            for (from, to) in firsts.into_iter().zip(seconds) {
                self.edges.push(Edge { from, to, certainty, place });
            }
            return;
        }
        self.weigh(EDGE * firsts.len() * seconds.len());
        for from in &firsts {
            for to in &seconds {
                self.edges.push(Edge { from: *from, to: *to, certainty, place });
            }
        }
    }

    /// How many elements a list or tuple of tasks has.
    pub(super) fn sequence_length(&mut self, value: &Value<'a>) -> Option<usize> {
        if !self.is_sequence(value) {
            return None;
        }
        self.items(value).map(|items| items.len())
    }

    fn is_sequence(&self, value: &Value<'a>) -> bool {
        matches!(value, Value::Tuple(_)) || matches!(self.state.object(value), Some(Object::List(_)))
    }

    /// The tasks and groups that a value stands for in an order.
    fn ends(&self, value: &Value<'a>) -> Vec<At> {
        let mut found = Vec::new();
        // What was found until then is there.
        let _ = self.collect(value, &mut found);
        found
    }

    /// `None`: too much was looked at, or too deep.
    fn collect(&self, value: &Value<'a>, found: &mut Vec<At>) -> Option<()> {
        if found.len() > MOST_PAIRS {
            return None;
        }
        self.look(|| match value {
            Value::Tuple(items) | Value::OneOf(items) => {
                self.weigh(items.len());
                items.iter().try_for_each(|item| self.collect(item, found))
            }
            Value::Partial(_) => {
                let tasks = super::xcom::givers(value).unwrap_or_default();
                tasks.iter().try_for_each(|task| self.collect(task, found))
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::Task(_) | Object::Group(_) => {
                    found.push(*at);
                    Some(())
                }
                Object::List(list) => {
                    self.weigh(list.items.len());
                    list.items.iter().try_for_each(|item| self.collect(item, found))
                }
                Object::Dict(dict) => dict.iter().try_for_each(|(_, item)| self.collect(item, found)),
                _ => Some(()),
            },
            _ => Some(()),
        })
    }
}
