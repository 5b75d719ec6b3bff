//! Functions of the files: how they are defined, decorated and run.

use std::rc::Rc;

use super::call::CallSite;
use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, MOST_CALLS, Run};
use super::object::{List, Object};
use super::state::FrameKind;
use super::value::{Arguments, Body, Function, Origin, Text, Value};
use crate::python::Ranged;
use crate::python::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::ast::{self, Expr, Stmt};

impl<'a> Interpreter<'a> {
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
            locals: std::cell::OnceCell::new(),
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

    pub(super) fn call_function(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: Arguments<'a>,
        receiver: Option<Value<'a>>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if self.calls >= MOST_CALLS {
            // It may have no end.
            if self.doubt().is_none() {
                self.hazard(why, "RecursionError", true);
            }
            return Ok(self.call_unknown(&arguments, site));
        }
        if function.is_async {
            return Ok(self.call_unknown(&arguments, site));
        }
        self.spend(1)?;
        let frame = self.state.new_frame(Some(function.frame), FrameKind::Function, function.module);
        let of = self.state.frame_mut(frame);
        of.owner = function.owner;
        of.locals = Some(function.locals.get_or_init(|| super::locals::bound_in(function)).clone());
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
                    let iterator = self.iterator(list);
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
    pub(super) fn bind_parameters(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: Arguments<'a>,
        frame: usize,
        site: CallSite,
    ) -> Run<()> {
        let Arguments { positional, keywords, unknown } = arguments;
        let Some(parameters) = function.parameters else {
            if positional.is_empty() && keywords.iter().all(|(_, value)| value.may_be_absent()) {
                return Ok(());
            }
            let what = format!("`{}` gets more arguments than it takes", function.name);
            return Err(self.raised_at("TypeError", site.range, &what));
        };
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
