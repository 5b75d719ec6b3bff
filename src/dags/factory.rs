//! A call of a function that is decorated with `@dag`.
//!
//! Airflow binds the arguments to the function's signature, builds the DAG, and then calls the function with a
//! placeholder for each parameter, a `DagParam`: its value is known when the DAG runs, and it has neither elements nor
//! attributes nor operators of its own. The values themselves become the DAG's `params`.
//!
//! Source: `dag` in `airflow/models/dag.py` (2.11) and `airflow/sdk/definitions/dag.py` (3).

use std::rc::Rc;

use super::FaultKind;
use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Interpreter, Run};
use super::object::{At, Instance, Object, Role};
use super::state::FrameKind;
use super::value::{Arguments, Bound, Certainty, Function, Method, Text, Value};
use crate::airflow::Airflow;

impl<'a> Interpreter<'a> {
    /// Calling a function that is decorated with `@dag`.
    pub(super) fn call_factory(
        &mut self,
        at: At,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let certainty = self.certainty();
        let Some(factory) = self.factory_mut(at) else { return Ok(Value::Unknown(self.at(site))) };
        if factory.called != Certainty::Yes {
            factory.called = certainty;
        }
        let (decorator, function) = (factory.decorator.clone(), factory.function.clone());
        let receiver = factory.receiver.clone();
        let name = function.name;
        // The DAG is shown where it is defined, not where its function is called.
        let defined = CallSite { range: function.range, callee: function.range };
        if decorator.bare && self.airflow == Airflow::Two {
            let message = format!(
                "`@dag` on `{name}` has no parentheses: a TypeError in Airflow 2 when `{name}` is called, so it loads \
                 nothing of the file"
            );
            return self.refuse(
                "TypeError",
                FaultKind::Signature,
                function.range,
                message,
                "Write `@dag()`.",
            );
        }
        let mut arguments = arguments;
        if let Some(receiver) = &receiver {
            arguments.positional.insert(0, receiver.clone());
        }
        if let Some(missing) = missing_parameter(&function, &arguments) {
            let message = format!(
                "`{name}` is called without its parameter `{missing}`: a TypeError, so Airflow loads nothing of the \
                 file"
            );
            let help = format!("Give `{missing}` in the call, or a default in the function.");
            return self.refuse("TypeError", FaultKind::Signature, function.range, message, &help);
        }
        let mut given = if decorator.bare { Arguments::default() } else { decorator.arguments.clone() };
        let empty = matches!(given.keyword("dag_id").or(given.positional.first()), Some(Value::Str(id)) if id.is_empty());
        // In 3.x the name of the function stands in for an empty id that is given by position.
        let by_position = given.positional.first().is_some_and(|id| id.as_str() == Some(""));
        if empty && (self.airflow == Airflow::Two || by_position) {
            given.positional.clear();
            given.take("dag_id");
        }
        self.add_params(&function, arguments, receiver.is_some(), &mut given, site)?;
        let outer = self.scope;
        self.scope = self.modules[usize::from(function.module)].frame;
        let dag = self.new_dag(function.range);
        let built = self.init_dag(&dag, given, defined, Some(name));
        self.scope = outer;
        let dag = built?;
        if !self.is_dag(&dag) {
            return Ok(dag);
        }
        self.enter_dag(&dag, certainty);
        self.contexts.push(dag.clone());
        let result = self.call_with_placeholders(&function, receiver, site);
        self.contexts.pop();
        result?;
        Ok(dag)
    }

    /// Adds what the call gives to the DAG's `params`. It is bound to the signature first, which may be a `TypeError`.
    fn add_params(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: Arguments<'a>,
        has_receiver: bool,
        given: &mut Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let why = self.at(site);
        let frame = self.state.new_frame(Some(function.frame), FrameKind::Function, function.module);
        self.bind_parameters(function, arguments, frame, site)?;
        let mut params = match given.keyword("params") {
            None => Dict::default(),
            Some(params) => match self.mapping(params) {
                Some(params) => params,
                None => return Ok(()),
            },
        };
        for name in parameter_names(function).skip(usize::from(has_receiver)) {
            let value = self.state.frame(frame).get(name).cloned();
            // Airflow 3 looks at the defaults of a DAG's params before these are added.
            let is_param = self.airflow == Airflow::Three && matches!(value, Some(Value::Partial(_)));
            if let Some(value) = value.filter(|_| !is_param) {
                params.set(Value::text(name), value, why);
            }
        }
        if params.len() > 0 {
            let params = self.state.make(Object::Dict(params));
            given.take("params");
            given.keywords.push((Text::Source("params"), params));
        }
        Ok(())
    }

    fn call_with_placeholders(
        &mut self,
        function: &Rc<Function<'a>>,
        receiver: Option<Value<'a>>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let mut arguments = Arguments::default();
        for name in parameter_names(function).skip(usize::from(receiver.is_some())) {
            let placeholder = self.placeholder(site);
            arguments.keywords.push((Text::Source(name), placeholder));
        }
        arguments.positional.extend(receiver);
        self.call_function(function, arguments, None, site)
    }

    /// A `DagParam` (`airflow/models/param.py`, `airflow/sdk/definitions/param.py`): an instance of a class that has
    /// nothing else.
    fn placeholder(&mut self, site: CallSite) -> Value<'a> {
        let module = self.module();
        let frame = self.state.new_frame(None, FrameKind::Function, module);
        let class = self.new_class_in(Text::Source("DagParam"), Vec::new(), frame);
        if let Object::Class(of) = self.state.at_mut(class) {
            of.role = Role::Placeholder;
        }
        let home = match self.airflow {
            Airflow::Two => "airflow.models.param",
            Airflow::Three => "airflow.sdk.definitions.param",
        };
        // Where it lies is not known; what is made of it is no id wherever that is.
        let shown = Value::text(format!("<{home}.DagParam object at 0x7f0000000000>"));
        let method = Method::Named(Text::Source("strip"));
        self.state.set(
            frame,
            Text::Source("__repr__"),
            Value::Bound(Rc::new(Bound { receiver: shown, method })),
        );
        let why = self.at(site);
        let mut fields = Dict::default();
        for name in ["_default", "_name", "current_dag", "iter_references", "resolve"] {
            fields.set(Value::text(name), Value::Unknown(why), why);
        }
        self.state.make(Object::Instance(Box::new(Instance { class, fields, open: None })))
    }
}

/// What `inspect.signature` calls its parameters, in order; `*args` and `**kwargs` are one each.
fn parameter_names<'a>(of: &Function<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    of.parameters.into_iter().flat_map(|parameters| parameters.iter()).map(|one| one.name().as_str())
}

/// A parameter without a default that a call does not give.
fn missing_parameter<'a>(of: &Function<'a>, arguments: &Arguments<'a>) -> Option<&'a str> {
    if arguments.unknown.is_some() {
        return None;
    }
    let parameters = of.parameters?;
    let by_position = parameters.posonlyargs.iter().chain(&parameters.args).enumerate();
    let first = by_position.map(|(at, parameter)| (parameter, at < arguments.positional.len()));
    first
        .chain(parameters.kwonlyargs.iter().map(|parameter| (parameter, false)))
        .find(|(parameter, given)| {
            !given && parameter.default().is_none() && arguments.keyword(parameter.name()).is_none()
        })
        .map(|(parameter, _)| parameter.name().as_str())
}
