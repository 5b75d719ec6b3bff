//! `@dag`, `@task` and `@asset`: what they make of a function, and what a call of that does.

use std::rc::Rc;

use super::FaultKind;
use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::object::{Factory, Object, Place};
use super::suspect::{Stands, Suspect};
use super::value::{Arguments, Certainty, Decorator, Function, Method, Origin, Taskflow, Text, Value};
use crate::airflow::{self, Meaning, asset_arguments};
use crate::python::TextRange;

impl<'a> Interpreter<'a> {
    /// `@dag(...)`, before it is applied; or at once, when it is called with a function.
    pub(super) fn decorator(
        &mut self,
        meaning: Meaning,
        path: &str,
        mut arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let module = self.module();
        self.visited.insert((module, site.range.start().into()));
        let applied = match arguments.positional.first() {
            Some(value) if self.is_function(value) && meaning != Meaning::TaskCondition => {
                Some(value.clone())
            }
            _ => None,
        };
        if applied.is_some() {
            arguments.positional.remove(0);
        }
        let class = match meaning {
            Meaning::TaskDecorator => airflow::decorated_operator(path),
            _ => None,
        };
        let bare = applied.is_some();
        let decorator = Rc::new(Decorator { meaning, arguments, bare, class, module, range: site.range });
        match applied {
            Some(function) => self.apply_decorator(&decorator, function, site.range),
            None => Ok(Value::Decorator(decorator)),
        }
    }

    fn is_function(&self, value: &Value<'a>) -> bool {
        matches!(
            value,
            Value::Function(_) | Value::Bound(_) | Value::Taskflow(_) | Value::Partial(_) | Value::Builtin(_)
        )
    }

    /// `@dag` without parentheses.
    pub(super) fn decorate_bare(
        &mut self,
        meaning: Meaning,
        value: Value<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        if !matches!(
            meaning,
            Meaning::DagDecorator
                | Meaning::AssetDecorator
                | Meaning::MultiAssetDecorator
                | Meaning::TaskDecorator
                | Meaning::TaskGroupDecorator
                | Meaning::Setup
                | Meaning::Teardown
        ) {
            return Ok(None);
        }
        let module = self.module();
        self.visited.insert((module, site.range.start().into()));
        let arguments = Arguments::default();
        let decorator = Decorator { meaning, arguments, bare: true, class: None, module, range: site.range };
        self.apply_decorator(&Rc::new(decorator), value, site.range).map(Some)
    }

    pub(super) fn apply_decorator(
        &mut self,
        decorator: &Rc<Decorator<'a>>,
        value: Value<'a>,
        range: TextRange,
    ) -> Run<Value<'a>> {
        match decorator.meaning {
            Meaning::TaskDecorator | Meaning::TaskGroupDecorator | Meaning::Setup | Meaning::Teardown => {
                return Ok(self.taskflow(decorator, value));
            }
            Meaning::TaskCondition => return Ok(value),
            _ => {}
        }
        let (function, receiver) = match &value {
            Value::Function(function) => (function.clone(), None),
            Value::Bound(of) => match &of.method {
                Method::Of(function) => (function.clone(), Some(of.receiver.clone())),
                Method::Named(_) => return Ok(self.decorated_unknown(range)),
            },
            // What another decorator made of the function; its name and its arguments are not known.
            _ => return Ok(self.decorated_unknown(range)),
        };
        match decorator.meaning {
            Meaning::AssetDecorator | Meaning::MultiAssetDecorator => self.build_asset(decorator, &function),
            _ => {
                let doubt = self.doubt();
                Ok(self.state.make(Object::Factory(Box::new(Factory {
                    decorator: decorator.clone(),
                    function,
                    receiver,
                    called: Certainty::No,
                    doubt,
                }))))
            }
        }
    }

    fn decorated_unknown(&mut self, range: TextRange) -> Value<'a> {
        let module = self.module();
        let place = Place::new(module, range);
        self.suspects.push(Suspect { place, callee: place, stands: Stands::Code });
        Value::Unknown(Origin::Code(module, range))
    }

    fn taskflow(&mut self, decorator: &Rc<Decorator<'a>>, value: Value<'a>) -> Value<'a> {
        let is_group = decorator.meaning == Meaning::TaskGroupDecorator;
        let name = match &value {
            Value::Function(function) => Text::Source(function.name),
            Value::Bound(of) => match &of.method {
                Method::Of(function) => Text::Source(function.name),
                Method::Named(name) => name.clone(),
            },
            // `@setup` around what `@task` made.
            Value::Taskflow(of) => {
                return if decorator.meaning == Meaning::Teardown {
                    Value::Taskflow(Rc::new(of.as_teardown()))
                } else {
                    value
                };
            }
            // They have no annotations, which Airflow reads (`DecoratedOperator`, `_TaskDecorator`).
            Value::Builtin(_) | Value::Partial(_) if is_without_annotations(&value) => {
                let why = Origin::Code(decorator.module, decorator.range);
                self.hazard(why, "AttributeError", true);
                return Value::Unknown(why);
            }
            _ => return Value::Unknown(Origin::Code(decorator.module, decorator.range)),
        };
        Value::Taskflow(Rc::new(Taskflow {
            function: value,
            name,
            arguments: decorator.arguments.clone(),
            is_group,
            class: decorator.class,
            is_partial: false,
            teardown: (decorator.meaning == Meaning::Teardown).then(Default::default),
        }))
    }

    /// `@asset`: the DAG is there as soon as the function is decorated.
    fn build_asset(&mut self, decorator: &Decorator<'a>, function: &Rc<Function<'a>>) -> Run<Value<'a>> {
        let name = function.name;
        let range = function.range;
        let multi = decorator.meaning == Meaning::MultiAssetDecorator;
        let arguments = &decorator.arguments;
        let known = asset_arguments(self.airflow);
        let unknown_name = arguments
            .keywords
            .iter()
            .map(|(name, _)| &**name)
            .find(|name| !(known.contains(name) || (multi && *name == "outlets")));
        let fault =
            if decorator.bare || (arguments.keyword("schedule").is_none() && arguments.unknown.is_none()) {
                Some((
                    "gets no `schedule`: a TypeError".to_owned(),
                    "Write `@asset(schedule=None)`, or give it a schedule.",
                ))
            } else if !arguments.positional.is_empty() {
                Some((
                    "gets an argument by position: a TypeError".to_owned(),
                    "Give each argument by its name, as `schedule=...`.",
                ))
            } else if self.state.frame(self.scope).kind != super::state::FrameKind::Module {
                Some((
                    "stands in another function or class: a ValueError".to_owned(),
                    "Move the function to the outermost level of the file.",
                ))
            } else {
                unknown_name.map(|name| {
                (
                    format!("has no argument `{name}`: a TypeError"),
                    "Correct its spelling, or leave it out: `airflow.sdk.asset` has nothing of this name.",
                )
            })
            };
        if let Some((fault, help)) = fault {
            let message = format!("`@asset` on `{name}` {fault}, so Airflow loads nothing of the file");
            return self.refuse("TypeError", FaultKind::Signature, range, message, help);
        }
        let given = [arguments.keyword("dag_id"), arguments.keyword("name").filter(|_| !multi)];
        let mut chosen = Value::text(name);
        for value in given.into_iter().flatten().rev() {
            match self.truth(value) {
                Some(true) => chosen = value.clone(),
                Some(false) => {}
                None => chosen = Value::either(value.clone(), chosen),
            }
        }
        if let (Some(why), None) = (arguments.unknown, arguments.keyword("dag_id")) {
            chosen = Value::Unknown(why);
        }
        if let Some(id) = self.dag_id(Some(chosen), range)? {
            let dag = self.new_dag(range);
            if let Some(Object::Dag(dag)) = self.state.object_mut(&dag) {
                dag.id = Some(id);
                dag.arguments = arguments.clone();
                dag.open = Some(Origin::Note("what the asset needs"));
            }
            let certainty = self.certainty();
            self.enter_dag(&dag, certainty);
        }
        Ok(Value::Unknown(Origin::Code(self.module(), range)))
    }
}

/// A built-in function, or what `functools.partial` makes of one or of a function.
fn is_without_annotations(value: &Value<'_>) -> bool {
    let is_function = |value: &Value<'_>| matches!(value, Value::Builtin(_) | Value::Function(_));
    match value {
        Value::Partial(of) => is_function(&of.0),
        value => is_function(value),
    }
}
