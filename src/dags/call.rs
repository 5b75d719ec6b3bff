//! Calls: which code is meant, with what, and what is handed to code that is not followed.

use std::rc::Rc;

use super::interpret::{Interpreter, Run};
use super::kind::Deed;
use super::object::{At, Object};
use super::state::FrameKind;
use super::suspect::{Stands, Suspect};
use super::value::{Arguments, Method, Origin, Text, Value};
use crate::python::ast::{self, Expr};
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
        self.asks_hook(&call.func, &callee);
        self.wants_arguments(&callee, &arguments, &call.arguments);
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
                        self.allow(&value, Deed::Iterate, arg.range())?;
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
                None => {
                    let range = keyword.value.range();
                    self.allow_mapping(&value, range)?;
                    if let Some(Object::Dict(dict)) = self.state.object(&value)
                        && dict.iter().any(|(key, _)| matches!(key, Value::Int(_) | Value::None))
                    {
                        let what = "A key that is no text is spread into arguments";
                        return Err(self.raised_at("TypeError", range, what));
                    }
                    let before = arguments.keywords.len();
                    self.spread(&mut arguments, &value, self.origin(&keyword.value));
                    self.allow_once(&arguments, before, range)?;
                }
            }
        }
        Ok(arguments)
    }

    /// Ends the code where a spread dictionary surely gives an argument that was given before.
    fn allow_once(&mut self, arguments: &Arguments<'a>, before: usize, range: TextRange) -> Run<()> {
        let (first, then) = arguments.keywords.split_at(before);
        let is_there = |value: &Value<'a>| !value.may_be_absent();
        let twice = then.iter().find(|(name, value)| {
            is_there(value) && first.iter().any(|(known, value)| known == name && is_there(value))
        });
        match twice {
            Some((name, _)) => {
                let what = format!("The argument `{}` is given twice", &**name);
                Err(self.raised_at("TypeError", range, &what))
            }
            None => Ok(()),
        }
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
                if !path.contains('.') {
                    self.allow(callee, Deed::Call, site.range)?;
                }
                let before = self.before_lazy();
                let result = self.call_external(path, arguments, site)?;
                self.made_lazily(&result, before, self.at(site));
                Ok(result)
            }
            Value::Builtin(name) => {
                let before = self.before_lazy();
                let result = self.call_builtin(name, arguments, site)?;
                self.made_lazily(&result, before, self.at(site));
                if let Some(class) = raises(name) {
                    self.may_raise(&result, class, self.at(site));
                }
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
                Method::Named(name) => {
                    let class = raises(name).filter(|_| arguments.positional.len() < 2);
                    let result = self.call_method(&of.clone(), name, arguments, site)?;
                    if let Some(class) = class {
                        self.may_raise(&result, class, self.at(site));
                    }
                    Ok(result)
                }
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
            Value::Descriptor(kind, _) if *kind == "property" => {
                let text = self.words(self.at(site));
                let what = format!("`{text}` calls a value of type `property`");
                Err(self.raised_at("TypeError", site.range, &what))
            }
            _ => {
                self.allow(callee, Deed::Call, site.range)?;
                Ok(self.call_unknown(&arguments, site))
            }
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
                None => {
                    self.allow(callee, Deed::Call, site.range)?;
                    Ok(self.call_unknown(&arguments, site))
                }
            },
            _ => {
                self.allow(callee, Deed::Call, site.range)?;
                Ok(self.call_unknown(&arguments, site))
            }
        }
    }

    fn call_one_of(
        &mut self,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        // They are copied once for each of them: the rest is called as this is.
        self.weigh(callee.alternatives().len());
        let all: Vec<Value<'a>> =
            callee.alternatives().iter().filter(|one| **one != Value::None).cloned().collect();
        // The same thing under the names of several versions: what can be imported is one of them.
        let outside = all.iter().all(|one| matches!(one, Value::External(_) | Value::Unknown(_)));
        if outside && let Some(one) = self.same_meaning(&all) {
            return self.apply(&one, arguments, site);
        }
        let Some((first, rest)) = all.split_first() else { return Ok(Value::Unknown(self.at(site))) };
        let Some(rest) = Value::one_of_some(rest) else { return self.apply(first, arguments, site) };
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
            Value::Bound(_) => self.lose_place(value),
            Value::Ref(at) => {
                match self.state.at(*at) {
                    Object::List(list) if !list.is_closed() => return,
                    Object::Dict(dict) if dict.open.is_some() => return,
                    object => self.weigh(object.len()),
                }
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
            _ if arguments.is_empty() => {
                let what = "`super()` stands outside a method";
                return Err(self.raised_at("RuntimeError", call.range(), what));
            }
            _ => self.unknown(call),
        })
    }

    // --- functions ---------------------------------------------------------------------------------------
}

fn holds_objects(value: &Value<'_>) -> bool {
    matches!(value, Value::Ref(_) | Value::OneOf(_) | Value::Tuple(_) | Value::Variables(_))
}

/// The exception of a function or method of Python that depends on what a value is, and not on its type.
fn raises(name: &str) -> Option<&'static str> {
    Some(match name {
        "chr" | "complex" | "float" | "index" | "int" | "max" | "min" => "ValueError",
        "popitem" => "KeyError",
        "popleft" => "IndexError",
        "pop" => "LookupError",
        _ => return None,
    })
}
