//! Running module code on values that may be unknown: calls.

use std::rc::Rc;

use super::FaultKind;
use super::expression::put;
use super::interpret::{Flow, Interpreter, MOST_CALLS};
use super::profile::Meaning;
use super::stdlib::is_stdlib;
use super::text;
use super::value::{Arguments, Decorator, Function, Object, Value};
use crate::python::ast::visitor::{Visitor, walk_expr, walk_stmt};
use crate::python::ast::{self, Expr, Stmt};
use crate::python::{Ranged, TextRange};

/// The built-in functions that are followed; the others give what is not known.
pub(super) fn builtin(name: &str) -> Option<&'static str> {
    const KNOWN: &[&str] = &[
        "dict",
        "enumerate",
        "exit",
        "globals",
        "int",
        "len",
        "list",
        "locals",
        "print",
        "quit",
        "range",
        "reversed",
        "set",
        "setattr",
        "sorted",
        "str",
        "tuple",
        "vars",
        "zip",
        "isinstance",
        "hasattr",
        "getattr",
        "super",
        "object",
        "any",
        "all",
        "min",
        "max",
        "sum",
        "map",
        "filter",
        "open",
        "type",
        "bool",
        "float",
        "next",
        "iter",
        "repr",
        "round",
        "abs",
        "frozenset",
        "property",
        "staticmethod",
        "classmethod",
        "id",
        "hash",
        "callable",
    ];
    KNOWN.iter().find(|known| **known == name).copied()
}

impl<'a> Interpreter<'a> {
    pub(super) fn call(&mut self, call: &'a ast::ExprCall) -> Value<'a> {
        let callee = self.evaluate(&call.func);
        let arguments = self.arguments(&call.arguments);
        self.apply(&callee, arguments, call)
    }

    fn arguments(&mut self, of: &'a ast::Arguments) -> Arguments<'a> {
        let mut arguments = Arguments::default();
        for arg in &of.args {
            if let Expr::Starred(starred) = arg {
                let value = self.evaluate(&starred.value);
                match self.items(&value) {
                    Some(items) => arguments.positional.extend(items),
                    None => arguments.unknown = Some(self.text(arg)),
                }
            } else {
                let value = self.evaluate(arg);
                arguments.positional.push(value);
            }
        }
        for keyword in &of.keywords {
            let value = self.evaluate(&keyword.value);
            match &keyword.arg {
                Some(name) => arguments.keywords.push((name.to_string(), value)),
                None => match self.state.object(&value) {
                    Some(Object::Dict(entries)) => {
                        for (key, value) in entries.clone() {
                            match key {
                                Value::Str(key) => arguments.keywords.push((key.to_string(), value)),
                                _ => arguments.unknown = Some(self.text(&keyword.value)),
                            }
                        }
                    }
                    _ => arguments.unknown = Some(format!("**{}", self.text(&keyword.value)).into()),
                },
            }
        }
        arguments
    }

    fn apply(&mut self, callee: &Value<'a>, arguments: Arguments<'a>, call: &'a ast::ExprCall) -> Value<'a> {
        match callee {
            Value::Import(path) => self.call_import(path, arguments, call),
            Value::Builtin(name) => self.call_builtin(name, arguments, call),
            Value::Function(function) => self.call_function(function, &arguments, call),
            Value::Factory(at) => self.call_factory(*at, arguments, call.range()),
            Value::Decorator(decorator) => {
                let function = arguments.positional.first().cloned().unwrap_or(Value::None);
                self.apply_decorator(&decorator.clone(), function, call.range())
            }
            Value::Method(method) => {
                let (receiver, name) = (method.0.clone(), method.1.clone());
                self.call_method(&receiver, &name, arguments, call)
            }
            Value::Ref(_) => match self.state.object(callee).cloned() {
                Some(Object::Class { is_dag: true, is_plain, .. }) => {
                    self.visited.insert(call.range().start().into());
                    if is_plain {
                        self.build_dag(arguments, call.range(), None)
                    } else {
                        self.build_dag_of_subclass(&arguments, call)
                    }
                }
                _ => self.call_unknown(&arguments, call),
            },
            Value::OneOf(_) => self.call_one_of(callee, arguments, call),
            _ => self.call_unknown(&arguments, call),
        }
    }

    fn call_one_of(
        &mut self,
        callee: &Value<'a>,
        arguments: Arguments<'a>,
        call: &'a ast::ExprCall,
    ) -> Value<'a> {
        let all = callee.alternatives().to_vec();
        let meaning = |value: &Value<'a>| match value {
            Value::Import(path) => self.airflow.meaning(path),
            _ => None,
        };
        // The same class under the names of several versions: all that can be imported is one of them.
        let meanings: Vec<Meaning> = all.iter().filter_map(meaning).collect();
        let imports = all.iter().filter(|one| matches!(one, Value::Import(_))).count();
        if let Some(first) = meanings.first()
            && meanings.len() == imports
            && meanings.iter().all(|meaning| meaning == first)
            && let Some(one) = all.iter().find(|one| meaning(one).is_some())
            && all.iter().all(|one| matches!(one, Value::Import(_) | Value::Unknown(_) | Value::None))
        {
            return self.apply(one, arguments, call);
        }
        let why = self.text(call.func.as_ref());
        self.doubts.push(why);
        let results: Vec<Value<'a>> =
            all.iter().map(|one| self.apply(one, arguments.clone(), call)).collect();
        self.doubts.pop();
        results.into_iter().reduce(Value::either).unwrap_or_else(|| self.unknown(call))
    }

    fn call_import(&mut self, path: &str, arguments: Arguments<'a>, call: &'a ast::ExprCall) -> Value<'a> {
        if let Some(meaning) = self.airflow.meaning(path) {
            self.visited.insert(call.range().start().into());
            if meaning == Meaning::DagClass {
                return self.build_dag(arguments, call.range(), None);
            }
            let applied =
                arguments.positional.first().filter(|value| matches!(value, Value::Function(_))).cloned();
            let decorator = Decorator { meaning, arguments, bare: applied.is_some(), range: call.range() };
            return match applied {
                Some(function) => self.apply_decorator(&Rc::new(decorator), function, call.range()),
                None => Value::Decorator(Rc::new(decorator)),
            };
        }
        let first = arguments.positional.first();
        match (path, first) {
            ("sys.exit" | "os._exit" | "os.abort", _) => return self.exit(call),
            ("pathlib.Path" | "pathlib.PurePath", Some(Value::Located { path, .. })) => {
                return Value::Located { path: path.clone(), is_text: false };
            }
            ("os.path.abspath" | "os.path.realpath" | "os.fspath", Some(value @ Value::Located { .. })) => {
                return value.clone();
            }
            ("os.path.basename", Some(Value::Located { path, .. })) => {
                return Value::text(path.rsplit('/').next().unwrap_or(path));
            }
            ("os.path.dirname", Some(Value::Located { path, is_text })) => {
                if let Some((parent, _)) = path.rsplit_once('/') {
                    return Value::Located { path: parent.into(), is_text: *is_text };
                }
            }
            ("os.path.splitext", Some(value)) => {
                let (text, located) = match value {
                    Value::Str(text) => (text, false),
                    Value::Located { path, .. } => (path, true),
                    _ => return self.unknown(call),
                };
                let file = text.rsplit('/').next().unwrap_or(text);
                let suffix = text::split_suffix(file).1;
                let stem = &text[..text.len() - suffix.len()];
                let stem = if located {
                    Value::Located { path: stem.into(), is_text: true }
                } else {
                    Value::text(stem)
                };
                return Value::Tuple([stem, Value::text(suffix)].into());
            }
            ("typing.cast", _) => {
                if let Some(value) = arguments.positional.get(1) {
                    return value.clone();
                }
            }
            _ => {}
        }
        // Airflow's and Python's own functions do nothing to their arguments that matters here.
        let trusted = path.starts_with("airflow.") || is_stdlib(path);
        if trusted {
            return self.unknown(call);
        }
        self.call_unknown(&arguments, call)
    }

    pub(super) fn exit(&mut self, call: &'a ast::ExprCall) -> Value<'a> {
        let text = self.text(call);
        match self.doubt() {
            Some(why) => self.exit_doubt = Some(why),
            None => {
                self.fault(
                    FaultKind::Exits,
                    call.range(),
                    format!("`{text}` ends the process that imports this file: Airflow loads no DAG of it"),
                    "Move it under `if __name__ == \"__main__\":`.",
                );
                self.stopped = true;
            }
        }
        self.unknown(call)
    }

    /// Code that is not in this file: it may do anything with what it is given.
    pub(super) fn call_unknown(&mut self, arguments: &Arguments<'a>, call: &'a ast::ExprCall) -> Value<'a> {
        let text = self.text(call);
        let given: Vec<Value<'a>> = arguments.all().cloned().collect();
        let has_globals = given.contains(&Value::Globals);
        let has_dag = given.iter().any(|value| self.is_dag(value));
        for value in &given {
            self.escape(value, &text);
        }
        if has_globals || (self.inside_dags == 0 && !has_dag) {
            self.suspects.push((call.range(), text.clone()));
        }
        Value::Unknown(text)
    }

    /// A value goes where it cannot be followed.
    pub(super) fn escape(&mut self, value: &Value<'a>, to: &Rc<str>) {
        for one in value.alternatives().to_vec() {
            match &one {
                Value::Factory(at) => self.factories[*at].doubt = Some(to.clone()),
                Value::Tuple(items) => items.iter().for_each(|item| self.escape(item, to)),
                Value::Ref(at) => match self.state.heap.get_mut(*at) {
                    Some(Object::Dag(dag)) => dag.escaped = Some(to.clone()),
                    Some(object @ (Object::List(_) | Object::Dict(_))) => {
                        let inner = std::mem::replace(object, Object::Opaque(to.clone()));
                        let items = match inner {
                            Object::List(items) => items,
                            Object::Dict(entries) => entries.into_iter().map(|(_, value)| value).collect(),
                            _ => Vec::new(),
                        };
                        items.iter().for_each(|item| self.escape(item, to));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }

    /// A list or dictionary changes in a way that is not followed.
    pub(super) fn spoil(&mut self, value: &Value<'a>, why: &Rc<str>) {
        if !self.is_dag(value) {
            self.escape(value, why);
        }
    }

    fn call_builtin(&mut self, name: &str, arguments: Arguments<'a>, call: &'a ast::ExprCall) -> Value<'a> {
        let items = arguments.positional.first().and_then(|first| self.items(first));
        let object = match (name, arguments.positional.as_slice()) {
            ("globals", []) => return Value::Globals,
            ("locals" | "vars", []) if self.scope == 0 => return Value::Globals,
            ("exit" | "quit", _) => return self.exit(call),
            ("str", [Value::Located { path, .. }]) => {
                return Value::Located { path: path.clone(), is_text: true };
            }
            ("str", [value]) => {
                return text::to_text(value).map_or_else(|| self.unknown(call), Value::text);
            }
            ("len", [Value::Str(text)]) => {
                return Value::Int(i64::try_from(text.chars().count()).unwrap_or(0));
            }
            ("len", [_]) => {
                let length = items.and_then(|items| i64::try_from(items.len()).ok());
                return length.map_or_else(|| self.unknown(call), Value::Int);
            }
            ("range", bounds) => range(bounds).map(Object::List),
            ("list" | "dict" | "set", []) if arguments.unknown.is_none() => Some(if name == "dict" {
                Object::Dict(
                    arguments.keywords.into_iter().map(|(key, value)| (Value::text(key), value)).collect(),
                )
            } else {
                Object::List(Vec::new())
            }),
            ("dict", [Value::Ref(at)]) if arguments.unknown.is_none() => {
                match self.state.heap.get(*at).cloned() {
                    Some(Object::Dict(mut entries)) => {
                        for (key, value) in arguments.keywords {
                            put(&mut entries, Value::text(key), value);
                        }
                        Some(Object::Dict(entries))
                    }
                    _ => None,
                }
            }
            ("tuple", [_]) => {
                return items.map_or_else(|| self.unknown(call), |items| Value::Tuple(items.into()));
            }
            ("list", [_]) => items.map(Object::List),
            ("reversed", [_]) => items.map(|items| Object::List(items.into_iter().rev().collect())),
            ("sorted", [_]) if arguments.keywords.is_empty() => items.and_then(sorted).map(Object::List),
            ("enumerate", [_]) if arguments.keywords.is_empty() => items.map(|items| {
                let pair = |(at, item)| Value::Tuple([Value::Int(at), item].into());
                Object::List((0..).zip(items).map(pair).collect())
            }),
            ("zip", [one, other]) if arguments.keywords.is_empty() => {
                let others = self.items(other);
                let _ = one;
                items.zip(others).map(|(one, other)| {
                    let pair = |(one, other)| Value::Tuple([one, other].into());
                    Object::List(one.into_iter().zip(other).map(pair).collect())
                })
            }
            ("setattr", [module, name, value]) => {
                let is_self = call
                    .arguments
                    .args
                    .first()
                    .is_some_and(|arg| self.text(arg).as_ref() == "sys.modules[__name__]");
                if is_self {
                    self.store(&Value::Globals, name.clone(), value.clone(), call.range());
                } else {
                    let (module, value) = (module.clone(), value.clone());
                    let text = self.text(call);
                    self.escape(&module, &text);
                    self.escape(&value, &text);
                }
                return Value::None;
            }
            ("map" | "filter" | "next" | "iter" | "zip" | "list" | "sorted", _) => {
                let text = self.text(call);
                let given: Vec<Value<'a>> = arguments.all().cloned().collect();
                given.iter().for_each(|value| self.escape(value, &text));
                None
            }
            _ => None,
        };
        match object {
            Some(object) => self.state.allocate(object),
            None => self.unknown(call),
        }
    }

    fn call_method(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: Arguments<'a>,
        call: &'a ast::ExprCall,
    ) -> Value<'a> {
        let found = match receiver {
            Value::Str(by) if name == "join" && arguments.positional.len() == 1 => {
                self.items(&arguments.positional[0]).and_then(|items| text::join(by, &items))
            }
            Value::Str(of) if arguments.unknown.is_none() => {
                text::method(of, name, &arguments.positional, &arguments.keywords)
            }
            Value::Located { path, is_text: false } => match name {
                "resolve" | "absolute" => Some(receiver.clone()),
                "as_posix" | "__str__" => Some(Value::Located { path: path.clone(), is_text: true }),
                _ => None,
            },
            Value::Globals if name == "update" => {
                let entries = match arguments.positional.first().map(|first| self.state.object(first)) {
                    Some(Some(Object::Dict(entries))) => Some(entries.clone()),
                    None => Some(Vec::new()),
                    _ => None,
                };
                match entries {
                    Some(entries) => {
                        for (key, value) in entries {
                            self.store(&Value::Globals, key, value, call.range());
                        }
                        for (key, value) in arguments.keywords {
                            self.store(&Value::Globals, Value::text(key), value, call.range());
                        }
                        Some(Value::None)
                    }
                    None => {
                        return self.call_unknown(
                            &Arguments { positional: vec![Value::Globals], ..arguments },
                            call,
                        );
                    }
                }
            }
            Value::Ref(_) => return self.call_method_of_object(receiver, name, arguments, call),
            Value::Factory(at) => {
                let at = *at;
                self.factories[at].doubt = Some(self.text(call));
                None
            }
            _ => None,
        };
        found.unwrap_or_else(|| self.unknown(call))
    }

    fn call_method_of_object(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: Arguments<'a>,
        call: &'a ast::ExprCall,
    ) -> Value<'a> {
        let more = arguments.positional.first().and_then(|first| self.items(first));
        let first = arguments.positional.first().cloned();
        let simple = first.as_ref().is_some_and(|key| matches!(key, Value::Str(_) | Value::Int(_)));
        let unknown = self.unknown(call);
        let made = match (self.state.object_mut(receiver), name) {
            (Some(Object::List(items)), "append" | "add") => {
                items.extend(first);
                return Value::None;
            }
            (Some(Object::List(items)), "extend" | "update") if more.is_some() => {
                items.extend(more.unwrap_or_default());
                return Value::None;
            }
            (Some(Object::List(items)), "copy") => Object::List(items.clone()),
            (Some(Object::Dict(entries)), "copy") => Object::Dict(entries.clone()),
            (Some(Object::Dict(entries)), "items") => Object::List(
                entries
                    .iter()
                    .map(|(key, value)| Value::Tuple([key.clone(), value.clone()].into()))
                    .collect(),
            ),
            (Some(Object::Dict(entries)), "keys") => {
                Object::List(entries.iter().map(|(key, _)| key.clone()).collect())
            }
            (Some(Object::Dict(entries)), "values") => {
                Object::List(entries.iter().map(|(_, value)| value.clone()).collect())
            }
            (Some(Object::Dict(entries)), "get") if simple => {
                let keys_known = entries.iter().all(|(key, _)| matches!(key, Value::Str(_) | Value::Int(_)));
                let found = entries.iter().find(|(key, _)| Some(key) == first.as_ref());
                return match found {
                    Some((_, value)) => value.clone(),
                    None if keys_known => arguments.positional.get(1).cloned().unwrap_or(Value::None),
                    None => unknown,
                };
            }
            (Some(Object::Dag(_)), _) => return unknown,
            (Some(Object::List(_) | Object::Dict(_)), "index" | "count") => return unknown,
            _ => {
                let text = self.text(call);
                self.escape(receiver, &text);
                let given: Vec<Value<'a>> = arguments.all().cloned().collect();
                given.iter().for_each(|value| self.escape(value, &text));
                return unknown;
            }
        };
        self.state.allocate(made)
    }

    fn call_function(
        &mut self,
        function: &Rc<Function<'a>>,
        arguments: &Arguments<'a>,
        call: &'a ast::ExprCall,
    ) -> Value<'a> {
        let definition = function.definition;
        if definition.is_async || self.calls >= MOST_CALLS || yields(&definition.body) {
            return self.call_unknown(arguments, call);
        }
        let variables = self.bind_parameters(function, arguments, call.range());
        let frame = self.state.frame(function.frame, false);
        self.state.frames[frame].variables.extend(variables);
        let outer_scope = std::mem::replace(&mut self.scope, frame);
        let outer_returns = std::mem::take(&mut self.returns);
        let doubts = self.doubts.len();
        self.calls += 1;
        let flow = self.body(&definition.body);
        self.calls -= 1;
        self.doubts.truncate(doubts);
        self.scope = outer_scope;
        let returns = std::mem::replace(&mut self.returns, outer_returns);
        let last = match flow {
            Flow::Return(value) => value,
            Flow::Raise => {
                // The exception goes on to whoever called.
                self.stopped = true;
                return self.unknown(call);
            }
            _ => Value::None,
        };
        returns.into_iter().fold(last, Value::either)
    }

    /// The variables that a function starts with.
    pub(super) fn bind_parameters(
        &mut self,
        function: &Function<'a>,
        arguments: &Arguments<'a>,
        range: TextRange,
    ) -> Vec<(String, Value<'a>)> {
        let parameters = &function.definition.parameters;
        let mut variables = Vec::new();
        let mut positional = arguments.positional.iter();
        let mut used = Vec::new();
        let by_position = parameters.posonlyargs.iter().chain(&parameters.args);
        let named = by_position.map(|p| (p, true)).chain(parameters.kwonlyargs.iter().map(|p| (p, false)));
        for (parameter, by_position) in named {
            let name = parameter.name().to_string();
            let given = if by_position { positional.next().cloned() } else { None };
            let given = given.or_else(|| arguments.keyword(&name).cloned());
            let default =
                || function.defaults.iter().find(|(of, _)| *of == name).map(|(_, value)| value.clone());
            let value = match (given, &arguments.unknown) {
                (Some(value), _) => value,
                (None, Some(text)) => Value::Unknown(text.clone()),
                (None, None) => default().unwrap_or_else(|| Value::Unknown(name.as_str().into())),
            };
            used.push(name.clone());
            variables.push((name, value));
        }
        if let Some(star) = &parameters.vararg {
            let rest: Vec<Value<'a>> = positional.cloned().collect();
            let value = match &arguments.unknown {
                Some(text) => Value::Unknown(text.clone()),
                None => Value::Tuple(rest.into()),
            };
            variables.push((star.name.to_string(), value));
        }
        if let Some(star) = &parameters.kwarg {
            let rest = arguments.keywords.iter().filter(|(name, _)| !used.contains(name));
            let object = match &arguments.unknown {
                Some(text) => Object::Opaque(text.clone()),
                None => Object::Dict(rest.map(|(name, value)| (Value::text(name), value.clone())).collect()),
            };
            let value = self.state.allocate(object);
            variables.push((star.name.to_string(), value));
        }
        let _ = range;
        variables
    }
}

fn range<'a>(bounds: &[Value<'a>]) -> Option<Vec<Value<'a>>> {
    let (start, end) = match bounds {
        [Value::Int(end)] => (0, *end),
        [Value::Int(start), Value::Int(end)] => (*start, *end),
        _ => return None,
    };
    (end.checked_sub(start)? <= 10_000).then(|| (start..end).map(Value::Int).collect())
}

fn sorted(mut items: Vec<Value<'_>>) -> Option<Vec<Value<'_>>> {
    if !items.iter().all(|item| matches!(item, Value::Str(_))) {
        return None;
    }
    // UTF-8 sorts as code points do.
    items.sort_by_key(text::to_text);
    Some(items)
}

/// Whether a function's body makes it a generator.
fn yields(body: &[Stmt]) -> bool {
    struct Yields(bool);
    impl<'b> Visitor<'b> for Yields {
        fn visit_stmt(&mut self, stmt: &'b Stmt) {
            if !matches!(stmt, Stmt::FunctionDef(_) | Stmt::ClassDef(_)) {
                walk_stmt(self, stmt);
            }
        }
        fn visit_expr(&mut self, expr: &'b Expr) {
            match expr {
                Expr::Yield(_) | Expr::YieldFrom(_) => self.0 = true,
                Expr::Lambda(_) => {}
                _ => walk_expr(self, expr),
            }
        }
    }
    let mut found = Yields(false);
    found.visit_body(body);
    found.0
}

impl<'a> Interpreter<'a> {
    /// A definition under a decorator.
    pub(super) fn decorate(
        &mut self,
        with: &Value<'a>,
        value: Value<'a>,
        of: &'a ast::StmtFunctionDef,
        decorator: &'a ast::Decorator,
    ) -> Value<'a> {
        let range = decorator.expression.range();
        let meaning = match with {
            Value::Import(path) => self.airflow.meaning(path),
            Value::Decorator(known) => {
                self.visited.insert(range.start().into());
                return self.apply_decorator(&known.clone(), value, of.name.range);
            }
            _ => None,
        };
        if let Some(meaning) = meaning
            && meaning != Meaning::DagClass
        {
            self.visited.insert(range.start().into());
            let bare = Decorator { meaning, arguments: Arguments::default(), bare: true, range };
            return self.apply_decorator(&Rc::new(bare), value, of.name.range);
        }
        let text = self.text(decorator);
        if !matches!(with, Value::Import(path) if path.starts_with("airflow.") || is_stdlib(path)) {
            self.escape(&value, &text);
        }
        Value::Unknown(of.name.as_str().into())
    }
}
