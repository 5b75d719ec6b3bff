//! Running module code on values that may be unknown: calls.

use std::rc::Rc;

use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, MOST_CALLS, Run};
use super::object::{At, List, Object};
use super::state::FrameKind;
use super::suspect::{Stands, Suspect};
use super::value::{Arguments, Body, Bound, Certainty, Function, Method, Origin, Text, Value};
use crate::python::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::ast::{self, Expr, Stmt};
use crate::python::{Ranged, TextRange};

/// A call as it is written, or as code that is not shown makes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct CallSite {
    pub(super) range: TextRange,
    pub(super) callee: TextRange,
}

impl<'a> Interpreter<'a> {
    pub(super) fn call(&mut self, call: &'a ast::ExprCall) -> Run<Value<'a>> {
        // `super()` needs the function around it.
        if let Expr::Name(name) = call.func.as_ref()
            && name.id.as_str() == "super"
            && self.look_up("super").is_none()
        {
            return self.super_object(call);
        }
        let callee = self.evaluate(&call.func)?;
        let arguments = self.call_arguments(&call.arguments)?;
        let site = CallSite { range: call.range(), callee: call.func.range() };
        self.apply(&callee, arguments, site)
    }

    pub(super) fn call_arguments(&mut self, of: &'a ast::Arguments) -> Run<Arguments<'a>> {
        let mut arguments = Arguments {
            positional: Vec::with_capacity(of.args.len()),
            keywords: Vec::with_capacity(of.keywords.len()),
            unknown: None,
        };
        for arg in &of.args {
            if let Expr::Starred(starred) = arg {
                let value = self.evaluate(&starred.value)?;
                match self.items(&value) {
                    Some(items) if arguments.positional.len() + items.len() <= 1_000 => {
                        arguments.positional.extend(items);
                    }
                    _ => {
                        arguments.unknown = Some(self.origin(arg));
                        self.escape(&value, self.origin(arg));
                    }
                }
            } else {
                let value = self.evaluate(arg)?;
                arguments.positional.push(value);
            }
        }
        for keyword in &of.keywords {
            let value = self.evaluate(&keyword.value)?;
            match &keyword.arg {
                Some(name) => arguments.keywords.push((Text::Source(name.as_str()), value)),
                None => self.spread(&mut arguments, &value, self.origin(&keyword.value)),
            }
        }
        Ok(arguments)
    }

    /// `**value`
    pub(super) fn spread(&self, arguments: &mut Arguments<'a>, value: &Value<'a>, why: Origin) {
        match self.mapping(value) {
            Some(dict) => {
                arguments.unknown = arguments.unknown.or(dict.open);
                for (key, value) in dict.iter() {
                    match key {
                        Value::Str(key) => {
                            // An entry that may not be there is an argument that may not be given.
                            arguments.keywords.push((key.clone(), value.clone()));
                        }
                        _ => arguments.unknown = Some(why),
                    }
                }
            }
            None => arguments.unknown = Some(why),
        }
    }

    pub(super) fn apply(
        &mut self,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        match callee {
            Value::External(path) => {
                let before = self.before_lazy();
                let result = self.call_external(path, arguments, site)?;
                self.made_lazily(&result, before, self.at(site));
                Ok(result)
            }
            Value::Builtin(name) => {
                let before = self.before_lazy();
                let result = self.call_builtin(name, arguments, site)?;
                self.made_lazily(&result, before, self.at(site));
                Ok(result)
            }
            Value::Function(function) => self.call_function(function, arguments, None, site),
            Value::Bound(of) => match &of.method {
                Method::Of(function) => {
                    let mut all = vec![of.receiver.clone()];
                    all.extend(arguments.positional);
                    let arguments = Arguments { positional: all, ..arguments };
                    self.call_function(function, arguments, Some(of.receiver.clone()), site)
                }
                Method::Named(name) => self.call_method(&of.clone(), name, arguments, site),
            },
            Value::Partial(of) => {
                let arguments = of.1.followed_by(arguments);
                self.weigh(arguments.positional.len() + arguments.keywords.len());
                self.apply(&of.0.clone(), arguments, site)
            }
            Value::Decorator(decorator) => {
                let function = arguments.positional.first().cloned().unwrap_or(Value::None);
                self.apply_decorator(&decorator.clone(), function, site.range)
            }
            Value::Taskflow(of) => self.call_taskflow(&of.clone(), arguments, site),
            Value::Ref(at) => self.call_object(*at, callee, arguments, site),
            Value::OneOf(_) => self.call_one_of(callee, arguments, site),
            Value::Descriptor(kind, _) if *kind == "property" => Ok(Value::Unknown(self.at(site))),
            _ => Ok(self.call_unknown(&arguments, site)),
        }
    }

    pub(super) fn at(&self, site: CallSite) -> Origin {
        Origin::Code(self.module(), site.range)
    }

    /// Calls a value from code that is not shown.
    pub(super) fn call_value(
        &mut self,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        why: Origin,
    ) -> Run<Value<'a>> {
        let range = match why {
            Origin::Code(_, range) | Origin::Text(_, range) => range,
            Origin::Note(_) => self.current,
        };
        self.apply(callee, arguments, CallSite { range, callee: range })
    }

    /// Calls an attribute of a class with its receiver.
    pub(super) fn call_bound(
        &mut self,
        method: Value<'a>,
        receiver: Value<'a>,
        arguments: Arguments<'a>,
    ) -> Run<Value<'a>> {
        let why = Origin::Code(self.module(), self.current);
        let method = self.bind_attribute(method, receiver, why)?;
        self.call_value(&method, arguments, why)
    }

    fn call_object(
        &mut self,
        at: At,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        match self.state.at(at) {
            Object::Class(_) => self.instantiate(at, arguments, site),
            Object::Factory(_) => self.call_factory(at, arguments, site),
            Object::Instance(instance) => match self.class_attribute(instance.class, "__call__") {
                Some(method) => {
                    let method = self.bind_attribute(method, callee.clone(), self.at(site))?;
                    self.apply(&method, arguments, site)
                }
                None => Ok(self.call_unknown(&arguments, site)),
            },
            _ => Ok(self.call_unknown(&arguments, site)),
        }
    }

    fn call_one_of(
        &mut self,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let all: Vec<Value<'a>> =
            callee.alternatives().iter().filter(|one| **one != Value::None).cloned().collect();
        // The same thing under the names of several versions: what can be imported is one of them.
        let outside = all.iter().all(|one| matches!(one, Value::External(_) | Value::Unknown(_)));
        if outside && let Some(one) = self.same_meaning(&all) {
            return self.apply(&one, arguments, site);
        }
        let Some((first, rest)) = all.split_first() else { return Ok(Value::Unknown(self.at(site))) };
        let rest = Value::one_of(rest.iter().cloned());
        let Some(rest) = rest else { return self.apply(first, arguments, site) };
        let why = Origin::Code(self.module(), site.callee);
        let again = arguments.clone();
        self.either_value(
            why,
            |this| this.apply(first, arguments, site),
            |this| this.apply(&rest, again, site),
        )
    }

    fn same_meaning(&self, all: &[Value<'a>]) -> Option<Value<'a>> {
        let paths: Vec<&Value<'a>> = all.iter().filter(|one| matches!(one, Value::External(_))).collect();
        let meaning = |value: &Value<'a>| match value {
            Value::External(path) => self.meaning(path),
            _ => None,
        };
        let first = meaning(paths.first()?);
        let same = paths.iter().all(|one| meaning(one) == first);
        same.then(|| (*paths[0]).clone())
    }

    /// Code that is not followed: it may do anything with what it is given.
    pub(super) fn call_unknown(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let has_variables = arguments.all().any(|value| matches!(value, Value::Variables(_)));
        let has_dag = arguments.all().any(|value| self.is_dag(value));
        for value in arguments.all() {
            self.escape(value, why);
        }
        if has_variables || (self.contexts.is_empty() && !has_dag) {
            let frame = self.state.frame(self.scope);
            let stands = match frame.kind {
                FrameKind::Class(_) => Stands::ClassBody,
                FrameKind::Module if frame.module != 0 => Stands::Import,
                _ => Stands::Code,
            };
            let (place, callee) = (self.place(site.range), self.place(site.callee));
            self.suspects.push(Suspect { place, callee, stands });
        }
        self.hazard(why, "", false);
        self.open_contexts(why);
        Value::Unknown(why)
    }

    /// A value goes where it cannot be followed.
    pub(super) fn escape(&mut self, value: &Value<'a>, to: Origin) {
        let Ok(()) = self.spend(1) else { return };
        match value {
            Value::OneOf(values) | Value::Tuple(values) => values.iter().for_each(|one| self.escape(one, to)),
            Value::Variables(frame) => self.state.open_frame(*frame, to),
            Value::Ref(at) => {
                let inner: Vec<Value<'a>> = match self.state.at(*at) {
                    Object::List(list) => {
                        list.items.iter().filter(|item| holds_objects(item)).cloned().collect()
                    }
                    Object::Iterator(rest) => {
                        rest.items.iter().filter(|item| holds_objects(item)).cloned().collect()
                    }
                    Object::Dict(dict) => dict
                        .iter()
                        .map(|(_, value)| value)
                        .filter(|item| holds_objects(item))
                        .cloned()
                        .collect(),
                    Object::Dag(dag) if dag.escaped.is_none() => {
                        if let Object::Dag(dag) = self.state.at_mut(*at) {
                            dag.escaped = Some(to);
                        }
                        return;
                    }
                    Object::Factory(_) => {
                        if let Some(factory) = self.factory_mut(*at) {
                            factory.doubt.get_or_insert(to);
                        }
                        return;
                    }
                    _ => return,
                };
                if let Object::List(list) = self.state.at(*at)
                    && !list.is_closed()
                {
                    return;
                }
                if let Object::Dict(dict) = self.state.at(*at)
                    && dict.open.is_some()
                {
                    return;
                }
                // Something may be added to it there; what it holds is taken to stay.
                match self.state.at_mut(*at) {
                    Object::List(list) => list.open = Some(to),
                    Object::Dict(dict) => dict.open = Some(to),
                    _ => {}
                }
                inner.iter().for_each(|item| self.escape(item, to));
            }
            _ => {}
        }
    }

    fn super_object(&mut self, call: &'a ast::ExprCall) -> Run<Value<'a>> {
        let arguments = self.call_arguments(&call.arguments)?;
        if let [Value::Ref(class), object] = arguments.positional.as_slice() {
            return Ok(Value::Super(*class, Rc::new(object.clone())));
        }
        let frame = self.state.frame(self.scope);
        Ok(match (frame.owner, &frame.receiver) {
            (Some(class), Some(receiver)) => Value::Super(class, Rc::new(receiver.clone())),
            _ => self.unknown(call),
        })
    }

    // --- functions ---------------------------------------------------------------------------------------

    pub(super) fn defaults(
        &mut self,
        parameters: Option<&'a ast::Parameters>,
    ) -> Run<Vec<(&'a str, Value<'a>)>> {
        let mut defaults = Vec::new();
        for parameter in parameters.into_iter().flat_map(ast::Parameters::iter) {
            if let Some(default) = parameter.default() {
                defaults.push((parameter.name().as_str(), self.evaluate(default)?));
            }
        }
        Ok(defaults)
    }

    pub(super) fn define_function(&mut self, of: &'a ast::StmtFunctionDef) -> Run<()> {
        let defaults = self.defaults(Some(&of.parameters))?;
        let scope = self.type_scope(of.type_params.as_deref());
        self.annotated_function(of, scope)?;
        let frame = self.state.frame(self.scope);
        let owner = match frame.kind {
            FrameKind::Class(class) => Some(class),
            _ => frame.owner,
        };
        let function = Function {
            name: of.name.as_str(),
            parameters: Some(&of.parameters),
            body: Body::Statements(&of.body),
            defaults,
            frame: scope,
            module: frame.module,
            range: of.name.range,
            is_async: of.is_async,
            is_generator: std::cell::OnceCell::new(),
            owner,
            fields: std::cell::Cell::new(None),
        };
        let mut value = Value::Function(Rc::new(function));
        for decorator in of.decorator_list.iter().rev() {
            let suspects = self.suspects.len();
            let with = self.evaluate(&decorator.expression)?;
            let site = CallSite { range: decorator.expression.range(), callee: decorator.expression.range() };
            value = self.decorate(&with, value, site)?;
            self.decorators_called(suspects, decorator.expression.range());
        }
        self.bind(of.name.as_str(), value);
        Ok(())
    }

    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: Arguments<'a>,
        receiver: Option<Value<'a>>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if self.calls >= MOST_CALLS || function.is_async {
            return Ok(self.call_unknown(&arguments, site));
        }
        self.spend(1)?;
        let frame = self.state.new_frame(Some(function.frame), FrameKind::Function, function.module);
        let of = self.state.frame_mut(frame);
        of.owner = function.owner;
        of.receiver = receiver.or_else(|| arguments.positional.first().cloned());
        self.bind_parameters(function, arguments, frame, site)?;
        let is_generator = *function.is_generator.get_or_init(|| match function.body {
            Body::Statements(body) => yields(body),
            Body::Expression(_) => false,
        });
        if is_generator {
            self.yields.push(Vec::new());
        }
        let before = self.before_lazy();
        let result = self.run_function(function, frame, why);
        if is_generator {
            let given = self.yields.pop().unwrap_or_default();
            return match result {
                Ok(_) => {
                    let list = List::of(given);
                    let iterator = self.state.make(Object::Iterator(list.into()));
                    self.made_lazily(&iterator, before, why);
                    Ok(iterator)
                }
                Err(Stop::Exhausted) if !given.is_empty() => Err(Stop::Exhausted),
                Err(stop) => Err(stop),
            };
        }
        result
    }

    fn run_function(&mut self, function: &Rc<Function<'a>>, frame: usize, why: Origin) -> Run<Value<'a>> {
        let outer = std::mem::replace(&mut self.scope, frame);
        let returns = std::mem::take(&mut self.returns);
        let left = self.left.len();
        let current = self.current;
        self.calls += 1;
        let result = match function.body {
            Body::Statements(body) => self.body(body),
            Body::Expression(expr) => self.evaluate(expr).map(Flow::Return),
        };
        self.calls -= 1;
        self.scope = outer;
        self.current = current;
        let early = std::mem::replace(&mut self.returns, returns);
        let may_be_left = self.left.get(left..).is_some_and(|all| all.iter().any(|one| one.is_return));
        self.left.truncate(left);
        let last = match result {
            Ok(Flow::Return(value)) => Some(value),
            Ok(_) => Some(Value::None),
            // It ends badly, unless it was left before that.
            Err(stop) if may_be_left => {
                self.survive(stop)?;
                None
            }
            Err(stop) => return Err(stop),
        };
        Ok(Value::one_of(early.into_iter().chain(last)).unwrap_or(Value::Unknown(why)))
    }

    /// Python's rules for arguments. What is certain to be a `TypeError` is one.
    fn bind_parameters(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: Arguments<'a>,
        frame: usize,
        site: CallSite,
    ) -> Run<()> {
        let Arguments { positional, keywords, unknown } = arguments;
        let Some(parameters) = function.parameters else { return Ok(()) };
        let mut positional = positional.into_iter();
        let mut keywords: Vec<Option<(Text<'a>, Value<'a>)>> = keywords.into_iter().map(Some).collect();
        let mut take = |name: &str| {
            let slot = keywords.iter_mut().find(|one| matches!(one, Some((key, _)) if &**key == name))?;
            slot.take().map(|(_, value)| value)
        };
        let default = |name: &str| {
            function.defaults.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        };
        let type_error = |this: &Self, what: String| Err(this.raised_at("TypeError", site.range, &what));
        for (at, parameter) in parameters.posonlyargs.iter().chain(&parameters.args).enumerate() {
            let name = parameter.name().as_str();
            let by_name = if at < parameters.posonlyargs.len() { None } else { take(name) };
            let value = match (positional.next(), by_name) {
                (Some(_), Some(_)) => {
                    return type_error(self, format!("`{}` gets its argument `{name}` twice", function.name));
                }
                (Some(value), None) | (None, Some(value)) => value,
                (None, None) => match (unknown, default(name)) {
                    (Some(why), Some(default)) => Value::either(default, Value::Unknown(why)),
                    (Some(why), None) => Value::Unknown(why),
                    (None, Some(default)) => default,
                    (None, None) => {
                        return type_error(
                            self,
                            format!("`{}` is called without its argument `{name}`", function.name),
                        );
                    }
                },
            };
            let value = or_default(value, default(name));
            self.state.set(frame, Text::Source(name), value);
        }
        let rest: Vec<Value<'a>> = positional.collect();
        match &parameters.vararg {
            Some(vararg) => {
                let value = match unknown {
                    Some(why) => Value::Unknown(why),
                    None => Value::tuple(rest, self.at(site)),
                };
                self.state.set(frame, Text::Source(vararg.name.as_str()), value);
            }
            None if !rest.is_empty() && unknown.is_none() => {
                return type_error(self, format!("`{}` gets more arguments than it takes", function.name));
            }
            None => {}
        }
        for parameter in &parameters.kwonlyargs {
            let name = parameter.name().as_str();
            let value = match (take(name), unknown, default(name)) {
                (Some(value), _, _) => value,
                (None, Some(why), Some(default)) => Value::either(default, Value::Unknown(why)),
                (None, Some(why), None) => Value::Unknown(why),
                (None, None, Some(default)) => default,
                (None, None, None) => {
                    return type_error(
                        self,
                        format!("`{}` is called without its argument `{name}`", function.name),
                    );
                }
            };
            let value = or_default(value, default(name));
            self.state.set(frame, Text::Source(name), value);
        }
        let rest: Vec<(Text<'a>, Value<'a>)> = keywords.into_iter().flatten().collect();
        match &parameters.kwarg {
            Some(kwarg) => {
                let mut dict: super::dict::Dict<'a> =
                    rest.into_iter().map(|(key, value)| (Value::Str(key), value)).collect();
                dict.open = unknown;
                let value = self.state.make(Object::Dict(dict));
                self.state.set(frame, Text::Source(kwarg.name.as_str()), value);
            }
            None => {
                if let Some((name, value)) = rest.first()
                    && !value.may_be_absent()
                {
                    return type_error(self, format!("`{}` has no argument `{}`", function.name, &**name));
                }
            }
        }
        Ok(())
    }

    /// What a decorator makes of a value.
    pub(super) fn decorate(&mut self, with: &Value<'a>, value: Value<'a>, site: CallSite) -> Run<Value<'a>> {
        if let Value::External(path) = with
            && let Some(meaning) = self.meaning(path)
            && let Some(made) = self.decorate_bare(meaning, value.clone(), site)?
        {
            return Ok(made);
        }
        match with {
            Value::Unknown(_) | Value::External(_) if !self.is_known_external(with) => {
                // The function may be called there, or not; its name stays.
                self.escape(&value, self.at(site));
                if let Value::External(_) | Value::Unknown(_) = with {
                    return Ok(self.decorated_outside(value, site));
                }
                Ok(Value::Unknown(self.at(site)))
            }
            with => self.apply(with, Arguments::of([value]), site),
        }
    }

    /// A function or class that something which is not followed decorates.
    fn decorated_outside(&mut self, value: Value<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        if let Value::Ref(at) = value
            && let Object::Class(class) = self.state.at_mut(at)
        {
            class.outside.get_or_insert(Value::Unknown(why));
            return value;
        }
        Value::Unknown(why)
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
                        let given = self.call_bound(method, one.clone(), Arguments::default())?;
                        if self.is_context(&given) {
                            self.contexts.push(given.clone());
                        }
                        given
                    }
                    None => Value::Unknown(why),
                },
                _ => match &one {
                    Value::Bound(of) if is_file(of) => one,
                    value if super::library::handed_on(value).is_some() => {
                        super::library::handed_on(value).cloned().unwrap_or(Value::Unknown(why))
                    }
                    Value::Partial(_) => one,
                    _ => Value::Unknown(why),
                },
            });
        }
        Ok(Value::one_of(result).unwrap_or(Value::Unknown(why)))
    }

    fn is_context(&self, value: &Value<'a>) -> bool {
        matches!(self.state.object(value), Some(Object::Dag(_) | Object::Group(_)))
    }
}

/// An open file of the package.
pub(super) fn is_file(of: &Bound<'_>) -> bool {
    matches!((&of.receiver, &of.method), (Value::Located(_), Method::Named(name)) if &**name == "<file>")
}

fn or_default<'a>(value: Value<'a>, default: Option<Value<'a>>) -> Value<'a> {
    if !value.may_be_absent() {
        return value;
    }
    match default {
        Some(default) => Value::either(value.present(), default),
        None => value.present(),
    }
}

fn holds_objects(value: &Value<'_>) -> bool {
    matches!(value, Value::Ref(_) | Value::OneOf(_) | Value::Tuple(_) | Value::Variables(_))
}

/// Whether a body holds a `yield` of its own.
fn yields(body: &[Stmt]) -> bool {
    struct Search(bool);
    impl<'b> Visitor<'b> for Search {
        fn visit_stmt(&mut self, stmt: &'b Stmt) {
            if !self.0 && !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                walk_stmt(self, stmt);
            }
        }
        fn visit_expr(&mut self, expr: &'b Expr) {
            match expr {
                Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
                Expr::Lambda(_) => {}
                _ if self.0 => {}
                _ => walk_expr(self, expr),
            }
        }
    }
    let mut search = Search(false);
    search.visit_body(body);
    search.0
}
