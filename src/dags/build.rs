//! What building a DAG means: its id, its arguments, and whether it registers.

use std::rc::Rc;

use super::FaultKind;
use super::identifier::{self, Wrong};
use super::interpret::{Factory, Interpreter};
use super::profile::{ASSET, Airflow, Meaning};
use super::value::{Arguments, Certainty, Dag, Decorator, Function, Id, Object, Value};
use crate::python::ast;
use crate::python::{Ranged, TextRange};

impl<'a> Interpreter<'a> {
    /// `DAG(...)`. `default_id` is the id when none is given.
    pub(super) fn build_dag(
        &mut self,
        arguments: Arguments<'a>,
        range: TextRange,
        default_id: Option<&str>,
    ) -> Value<'a> {
        if let Some(message) = self.signature_fault(&arguments) {
            let help = "See the parameters of `airflow.sdk.DAG` (3.x) or `airflow.models.DAG` (2.x).";
            self.fault(FaultKind::Signature, range, message, help);
            return Value::Unknown("a DAG that cannot be built".into());
        }
        let given = arguments.positional.first().or_else(|| arguments.keyword("dag_id")).cloned();
        let given = match (given, default_id) {
            (None, None) if arguments.unknown.is_some() => {
                Some(Value::Unknown(arguments.unknown.clone().unwrap_or_else(|| "**".into())))
            }
            (None | Some(Value::None), Some(name)) => Some(Value::text(name)),
            (given, _) => given,
        };
        let Some(id) = self.id(given, range) else {
            return Value::Unknown("a DAG that cannot be built".into());
        };
        let auto_register = match arguments.keyword("auto_register") {
            None => Certainty::Yes,
            Some(value) => match self.truth(value) {
                Some(true) => Certainty::Yes,
                Some(false) => Certainty::No,
                None => Certainty::Maybe("auto_register".into()),
            },
        };
        self.allocate_dag(id, range, auto_register)
    }

    fn allocate_dag(&mut self, id: Id, range: TextRange, auto_register: Certainty) -> Value<'a> {
        let doubt = self.doubt();
        self.state.allocate(Object::Dag(Dag {
            id,
            range,
            entered: Certainty::No,
            auto_register,
            doubt,
            escaped: None,
        }))
    }

    /// A subclass of `DAG` that has an `__init__` of its own: what it makes of its arguments is not followed.
    pub(super) fn build_dag_of_subclass(
        &mut self,
        arguments: &Arguments<'a>,
        call: &ast::ExprCall,
    ) -> Value<'a> {
        let given = arguments.positional.first().or_else(|| arguments.keyword("dag_id"));
        let candidates = match given {
            Some(Value::Str(id)) => vec![id.clone()],
            _ => Vec::new(),
        };
        let id = Id::Unknown { reason: self.text(call), candidates };
        self.allocate_dag(id, call.range(), Certainty::Yes)
    }

    fn signature_fault(&self, arguments: &Arguments<'a>) -> Option<String> {
        let names = self.airflow.dag_arguments();
        let most = self.airflow.dag_positional();
        let version = self.airflow.name();
        let count = arguments.positional.len();
        if count > most {
            return Some(format!(
                "`DAG` takes {most} argument{} by position in Airflow {version}, and gets {count}: a TypeError",
                if most == 1 { "" } else { "s" }
            ));
        }
        for (at, (name, _)) in arguments.keywords.iter().enumerate() {
            if !names.contains(&name.as_str()) {
                return Some(format!("`DAG` has no argument `{name}` in Airflow {version}: a TypeError"));
            }
            let by_position = names.iter().take(count).any(|taken| taken == name);
            let twice = arguments.keywords[..at].iter().any(|(other, _)| other == name);
            if by_position || twice {
                return Some(format!("`DAG` gets its argument `{name}` twice: a TypeError"));
            }
        }
        None
    }

    /// The id that a DAG gets; `None` when Airflow refuses it.
    fn id(&mut self, given: Option<Value<'a>>, range: TextRange) -> Option<Id> {
        let unknown = |reason: Rc<str>| Some(Id::Unknown { reason, candidates: Vec::new() });
        let wrong_type = |this: &mut Self, what: &str| {
            let message = format!("The dag_id is {what}, and must be a string: a TypeError");
            this.fault(FaultKind::IdInvalid, range, message, "Give the id as a string.");
            None
        };
        match given {
            None | Some(Value::None) => {
                let message = match given {
                    None => "This DAG has no dag_id, so Airflow refuses the whole file",
                    _ => "The dag_id of this DAG is `None`, so Airflow refuses the whole file",
                };
                let help = "Give it one: `DAG(\"my_dag\", ...)`.";
                self.fault(FaultKind::IdMissing, range, message.into(), help);
                None
            }
            Some(Value::Str(id)) => self.checked_id(id, range),
            Some(Value::Bytes) => wrong_type(self, "bytes"),
            Some(Value::Int(_)) => wrong_type(self, "a number"),
            Some(Value::Bool(_)) => wrong_type(self, "a boolean"),
            Some(Value::Tuple(_)) => wrong_type(self, "a tuple"),
            Some(Value::OneOf(values)) => {
                let candidates = values.iter().filter_map(|value| match value {
                    Value::Str(id) if identifier::check(id).is_ok() => Some(id.clone()),
                    _ => None,
                });
                Some(Id::Unknown {
                    reason: "a value that depends on a condition".into(),
                    candidates: candidates.collect(),
                })
            }
            Some(Value::Unknown(text)) => unknown(text),
            Some(Value::Import(path)) => unknown(path),
            Some(Value::Located { .. }) => unknown("the path of a file".into()),
            Some(value) => match self.state.object(&value) {
                Some(Object::List(_)) => wrong_type(self, "a list"),
                Some(Object::Dict(_)) => wrong_type(self, "a dictionary"),
                Some(Object::Opaque(text)) => unknown(text.clone()),
                _ => unknown("a value that is not followed".into()),
            },
        }
    }

    fn checked_id(&mut self, id: Rc<str>, range: TextRange) -> Option<Id> {
        let shown: String = id.escape_debug().take(80).collect();
        match identifier::check(&id) {
            Ok(()) => Some(Id::Known(id)),
            Err(Wrong::Invalid(reason)) => {
                self.fault(
                    FaultKind::IdInvalid,
                    range,
                    format!("Airflow refuses the dag_id `{shown}` and with it the whole file: {reason}"),
                    "Use letters, digits, `_`, `-` and `.`, at most 250 characters.",
                );
                None
            }
            Err(Wrong::Nonportable(reason)) => {
                self.fault(
                    FaultKind::IdNonportable,
                    range,
                    format!("The dag_id `{shown}` loads, and breaks later: {reason}"),
                    "Use ASCII letters, digits, `_`, `-` and `.`, and start with a letter or a digit.",
                );
                Some(Id::Known(id))
            }
        }
    }

    /// `with dag:`; whether it was a DAG.
    pub(super) fn enter(&mut self, value: &Value<'a>) -> bool {
        let all = value.alternatives().to_vec();
        let certainty = match (all.len(), self.certainty()) {
            (1, certainty) => certainty,
            (_, Certainty::Maybe(why)) => Certainty::Maybe(why),
            _ => Certainty::Maybe("which of several DAGs is entered".into()),
        };
        let mut entered = false;
        for one in all {
            if let Some(dag) = self.state.dag_mut(&one) {
                entered = true;
                if dag.entered != Certainty::Yes {
                    dag.entered = certainty.clone();
                }
            }
        }
        entered
    }

    pub(super) fn is_dag_class(&self, value: &Value<'a>) -> bool {
        match value {
            Value::Import(path) => self.airflow.meaning(path) == Some(Meaning::DagClass),
            Value::OneOf(values) => values.iter().any(|value| self.is_dag_class(value)),
            value => matches!(self.state.object(value), Some(Object::Class { is_dag: true, .. })),
        }
    }

    pub(super) fn apply_decorator(
        &mut self,
        decorator: &Rc<Decorator<'a>>,
        value: Value<'a>,
        range: TextRange,
    ) -> Value<'a> {
        let Value::Function(function) = &value else {
            // What another decorator made of the function; its name and its arguments are not known.
            self.suspects.push((range, self.text(decorator.range)));
            return Value::Unknown(self.text(range));
        };
        match decorator.meaning {
            Meaning::AssetDecorator | Meaning::MultiAssetDecorator => self.build_asset(decorator, function),
            _ => {
                self.factories.push(Factory {
                    decorator: decorator.clone(),
                    function: function.definition,
                    called: false,
                    doubt: None,
                });
                Value::Factory(self.factories.len() - 1)
            }
        }
    }

    /// `@asset`: the DAG is there as soon as the function is decorated.
    fn build_asset(&mut self, decorator: &Decorator<'a>, function: &Rc<Function<'a>>) -> Value<'a> {
        let name = function.definition.name.as_str();
        let range = function.definition.name.range;
        let multi = decorator.meaning == Meaning::MultiAssetDecorator;
        let arguments = &decorator.arguments;
        let unknown_name = arguments
            .keywords
            .iter()
            .map(|(name, _)| name.as_str())
            .find(|name| !(ASSET.contains(name) || (multi && *name == "outlets")));
        let fault = if decorator.bare
            || (arguments.keyword("schedule").is_none() && arguments.unknown.is_none())
        {
            Some("`@asset` needs the argument `schedule`: a TypeError".to_owned())
        } else if !arguments.positional.is_empty() {
            Some("`@asset` takes no argument by position: a TypeError".to_owned())
        } else if self.scope != 0 {
            Some(format!("`@asset` on `{name}`, which is nested in another function or class: a ValueError"))
        } else {
            unknown_name.map(|name| format!("`@asset` has no argument `{name}`: a TypeError"))
        };
        if let Some(message) = fault {
            self.fault(FaultKind::Signature, range, message, "See the parameters of `airflow.sdk.asset`.");
            return Value::Unknown(name.into());
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
        if let (Some(text), None) = (&arguments.unknown, arguments.keyword("dag_id")) {
            chosen = Value::Unknown(text.clone());
        }
        if let Some(id) = self.id(Some(chosen), range) {
            let dag = self.allocate_dag(id, range, Certainty::Yes);
            self.enter(&dag);
        }
        Value::Unknown(name.into())
    }

    /// Calling a function that is decorated with `@dag`.
    pub(super) fn call_factory(
        &mut self,
        at: usize,
        arguments: Arguments<'a>,
        range: TextRange,
    ) -> Value<'a> {
        let factory = &mut self.factories[at];
        factory.called = true;
        let (decorator, definition) = (factory.decorator.clone(), factory.function);
        let name = definition.name.as_str();
        let help = "Write `@dag()`, and call the function with what it needs.";
        if decorator.bare && self.airflow == Airflow::Two {
            let message = format!(
                "`@dag` without parentheses on `{name}` is a TypeError in Airflow 2 when it is called"
            );
            self.fault(FaultKind::Signature, range, message, help);
            return Value::Unknown(name.into());
        }
        if let Some(missing) = missing_parameter(definition, &arguments) {
            let message = format!("`{name}` is called without its parameter `{missing}`: a TypeError");
            self.fault(FaultKind::Signature, range, message, help);
            return Value::Unknown(name.into());
        }
        let mut given = if decorator.bare { Arguments::default() } else { decorator.arguments.clone() };
        let empty = matches!(given.keyword("dag_id").or(given.positional.first()), Some(Value::Str(id)) if id.is_empty());
        if empty && self.airflow == Airflow::Two {
            given.positional.clear();
            given.keywords.retain(|(key, _)| key != "dag_id");
        }
        // The DAG is shown where it is defined, not where its function is called.
        let dag = self.build_dag(given, definition.name.range, Some(name));
        self.enter(&dag);
        dag
    }
}

/// A parameter without a default that a call does not give.
fn missing_parameter(of: &ast::StmtFunctionDef, arguments: &Arguments<'_>) -> Option<String> {
    if arguments.unknown.is_some() {
        return None;
    }
    let parameters = &of.parameters;
    let by_position = parameters.posonlyargs.iter().chain(&parameters.args).enumerate();
    let first = by_position.map(|(at, parameter)| (parameter, at < arguments.positional.len()));
    first
        .chain(parameters.kwonlyargs.iter().map(|parameter| (parameter, false)))
        .find(|(parameter, given)| {
            !given && parameter.default().is_none() && arguments.keyword(parameter.name()).is_none()
        })
        .map(|(parameter, _)| parameter.name().to_string())
}
