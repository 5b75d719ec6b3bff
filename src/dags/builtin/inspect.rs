//! What a value is, and what it has: `isinstance`, `hasattr`.

use super::super::call::CallSite;
use super::super::constant::Constant;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{At, ClassKind, Object, Role};
use super::super::pure_path::pure_text;
use super::super::state::FrameKind;
use super::super::value::{Arguments, Body, Origin, Text, Value};
use crate::airflow::Meaning;
use crate::python::{Ranged, TextRange};

impl<'a> Interpreter<'a> {
    /// `locals()`: of a module or a class body its variables themselves, of a function a dictionary of its own.
    pub(super) fn local_variables(&mut self, why: Origin) -> Value<'a> {
        let scope = Value::Variables(self.scope);
        let frame = self.state.frame(self.scope);
        match frame.kind {
            FrameKind::Module | FrameKind::Class(_) => return scope,
            FrameKind::Function => {}
            FrameKind::Comprehension | FrameKind::TypeParameters => return Value::Unknown(why),
        }
        // Variables of a function around it are in it as well, and `__class__`, if the body uses them.
        let is_inner = frame.owner.is_some() || self.has_function_around(frame.parent);
        let mut dict = self.mapping(&scope).unwrap_or_default();
        if is_inner {
            dict.open.get_or_insert(why);
        }
        self.state.make(Object::Dict(dict))
    }

    /// `inspect.getmembers(module, predicate)`: by name. Something of elsewhere may be of any kind.
    pub(in super::super) fn members_of(
        &mut self,
        of: &Value<'a>,
        predicate: Option<&Value<'a>>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        if self.reads_itself(of, site) {
            self.hazard(self.at(site), "RecursionError", true);
        }
        let (Value::Module(at), Some(predicate)) = (of, predicate) else { return Ok(None) };
        let frame = self.state.frame(self.modules[usize::from(*at)].frame);
        if frame.open.is_some() {
            return Ok(None);
        }
        let mut members: Vec<(Text<'a>, Value<'a>)> =
            frame.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        members.sort_by_cached_key(|(name, _)| name.to_string());
        let mut items = Vec::new();
        for (name, value) in members {
            let maybe = value.may_be_absent();
            let value = value.present();
            let fits = match predicate {
                Value::External(path) => self.is_kind(path, &value),
                predicate => {
                    let answer = self.apply(predicate, Arguments::of([value.clone()]), site)?;
                    self.truth(&answer)
                }
            };
            let pair = Value::Tuple([Value::Str(name), value].into());
            match fits {
                Some(false) => {}
                Some(true) if !maybe => items.push(pair),
                _ => items.push(Value::either(pair, Value::Absent)),
            }
        }
        Ok(Some(self.list(items)))
    }

    /// Whether all attributes of an instance are read within a property of it, which is one of them.
    fn reads_itself(&self, of: &Value<'a>, site: CallSite) -> bool {
        let Some(Object::Instance(instance)) = self.state.object(of) else { return false };
        let Object::Class(class) = self.state.at(instance.class) else { return false };
        let is_around = |getter: &Value<'a>| match getter {
            Value::Function(getter) => match getter.body {
                Body::Statements(body) => body.first().zip(body.last()).is_some_and(|(first, last)| {
                    getter.module == self.module()
                        && TextRange::new(first.start(), last.end()).contains_range(site.range)
                }),
                Body::Expression(_) => false,
            },
            _ => false,
        };
        class.order.iter().any(|at| match self.state.at(*at) {
            Object::Class(one) => self.state.frame(one.frame).iter().any(|(_, value)| match value {
                Value::Descriptor("property" | "cached_property", of) => match &**of {
                    Value::Tuple(pair) => pair.first().is_some_and(is_around),
                    getter => is_around(getter),
                },
                _ => false,
            }),
            _ => false,
        })
    }

    /// `inspect.isclass` and the like.
    pub(in super::super) fn is_kind(&self, predicate: &str, value: &Value<'a>) -> Option<bool> {
        let kind = match value {
            Value::Function(_) => "inspect.isfunction",
            Value::Module(_) => "inspect.ismodule",
            Value::Str(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Bool(_)
            | Value::None
            | Value::Tuple(_) => "",
            Value::Builtin(name)
                if matches!(*name, "str" | "int" | "float" | "list" | "dict" | "set" | "tuple") =>
            {
                "inspect.isclass"
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::Class(_) => "inspect.isclass",
                Object::Opaque(_) | Object::Factory(_) => return None,
                _ => "",
            },
            _ => return None,
        };
        matches!(predicate, "inspect.isclass" | "inspect.isfunction" | "inspect.ismodule")
            .then_some(kind == predicate)
    }

    fn has_function_around(&self, mut at: Option<usize>) -> bool {
        while let Some(frame) = at.map(|at| self.state.frame(at)) {
            if matches!(frame.kind, FrameKind::Function | FrameKind::Comprehension) {
                return true;
            }
            at = frame.parent;
        }
        false
    }

    pub(super) fn is_subclass(&self, of: &Value<'a>, class: &Value<'a>) -> Option<bool> {
        if let Value::Tuple(classes) = class {
            return any(classes.iter().map(|class| self.is_subclass(of, class)));
        }
        if let Value::OneOf(values) = of {
            return agreed(values.iter().map(|one| self.is_subclass(one, class)));
        }
        match (of, class) {
            (_, Value::Builtin("object")) => Some(true),
            (Value::Ref(at), class) => {
                let Object::Class(own) = self.state.at(*at) else { return None };
                match class {
                    Value::Ref(wanted) if own.order.contains(wanted) => Some(true),
                    Value::Ref(wanted) if self.class_attribute(*wanted, "__subclasshook__").is_none() => {
                        own.outside.is_none().then_some(false)
                    }
                    Value::External(path) => match (own.role, self.meaning(path)) {
                        (Role::Dag, Some(Meaning::DagClass))
                        | (Role::Operator, Some(Meaning::BaseOperator)) => Some(true),
                        _ => None,
                    },
                    _ => None,
                }
            }
            // Nothing of elsewhere is below a class of the package.
            (Value::External(_) | Value::Builtin(_), Value::Ref(wanted)) => {
                self.class_attribute(*wanted, "__subclasshook__").is_none().then_some(false)
            }
            _ => None,
        }
    }

    /// A class that says itself what its instances are: a protocol, or one with a hook.
    fn checks_by_itself(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return true };
        of.metaclass.is_some()
            || self.class_attribute(class, "__subclasshook__").is_some()
            || of.bases.iter().any(|base| {
                matches!(base, Value::External(path) if matches!(&**path, "typing.Protocol" | "typing_extensions.Protocol"))
            })
    }

    pub(in super::super) fn is_instance(&self, of: &Value<'a>, class: &Value<'a>) -> Option<bool> {
        if let Value::Tuple(classes) = class {
            return any(classes.iter().map(|class| self.is_instance(of, class)));
        }
        if let Value::OneOf(values) = of {
            return agreed(values.iter().map(|one| self.is_instance(one, class)));
        }
        let built_in = match of {
            Value::Str(_) => "str",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Tuple(_) => "tuple",
            Value::None => "NoneType",
            Value::Function(_) => "function",
            Value::Plain(known) => match known.as_ref() {
                Constant::Bytes(_) => "bytes",
                Constant::Date(_) => "date",
                Constant::DateTime(_) => "datetime",
                Constant::TimeDelta(_) => "timedelta",
                _ => return None,
            },
            Value::Located(located) if located.is_text => "str",
            Value::Located(_) => "Path",
            Value::Partial(_) if pure_text(of).is_some() => "Path",
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) if self.is_view(of) => "a view",
                Object::List(_) => "list",
                Object::Dict(_) => "dict",
                Object::Set(_) => "set",
                Object::Dag(_) => "DAG",
                Object::Class(_) => "type",
                Object::Instance(instance) => {
                    return match class {
                        Value::Ref(wanted) => {
                            let Object::Class(own) = self.state.at(instance.class) else { return None };
                            if own.order.contains(wanted) {
                                Some(true)
                            } else if self.checks_by_itself(*wanted) {
                                None
                            } else {
                                own.outside.is_none().then_some(false)
                            }
                        }
                        Value::Builtin(name) => match self.mixed_in(&Value::Ref(*at)) {
                            Some(plain) => self.is_instance(&plain, class),
                            None => (!self.has_outside(instance.class) && *name != "object").then_some(false),
                        },
                        Value::External(path) => (self.kind_of(instance.class) == Some(ClassKind::Enum)
                            && &**path == "enum.Enum")
                            .then_some(true),
                        _ => None,
                    };
                }
                _ => return None,
            },
            _ => return None,
        };
        match class {
            Value::Builtin(name) => {
                Some(*name == built_in || *name == "object" || (*name == "int" && built_in == "bool"))
            }
            Value::External(path) => match (&**path, built_in) {
                ("pathlib.Path" | "pathlib.PurePath" | "os.PathLike", "Path") => Some(true),
                ("datetime.datetime", _) => Some(built_in == "datetime"),
                ("datetime.date", _) => Some(matches!(built_in, "date" | "datetime")),
                ("datetime.timedelta", _) => Some(built_in == "timedelta"),
                (
                    "collections.abc.Mapping" | "typing.Mapping" | "typing.Dict" | "collections.OrderedDict",
                    _,
                ) => (built_in != "dict")
                    .then_some(false)
                    .or(Some(built_in == "dict" && &**path != "collections.OrderedDict").filter(|yes| *yes)),
                (
                    "collections.abc.Sequence"
                    | "typing.Sequence"
                    | "typing.List"
                    | "collections.abc.Iterable"
                    | "typing.Iterable",
                    _,
                ) => matches!(built_in, "list" | "tuple" | "str")
                    .then_some(&**path != "typing.List" || built_in == "list"),
                (path, "DAG") => {
                    (self.meaning(path) == Some(crate::airflow::Meaning::DagClass)).then_some(true)
                }
                (path, of) if is_plain(of) && has_no_plain_value(path, of) => Some(false),
                _ => None,
            },
            Value::Ref(wanted) => (is_plain(built_in) && !self.checks_by_itself(*wanted)).then_some(false),
            _ => None,
        }
    }

    pub(super) fn has_attribute(&mut self, of: &Value<'a>, name: &Text<'a>) -> Option<bool> {
        match of {
            Value::Ref(at) => {
                let key = Value::Str(name.clone());
                match self.state.at(*at) {
                    Object::Instance(instance) => {
                        if let Some(value) = instance.fields.get(&key) {
                            return (!value.may_be_absent()).then_some(true);
                        }
                        let (class, open) = (instance.class, instance.open.is_some());
                        if self.class_attribute(class, name).is_some() {
                            return Some(true);
                        }
                        let anything = open
                            || self.has_outside(class)
                            || name.starts_with("__")
                            || self.is_of_exceptions(class, name);
                        (!anything && self.class_attribute(class, "__getattr__").is_none()).then_some(false)
                    }
                    Object::Class(class) => {
                        if class.members.iter().any(|(known, _)| known == name) {
                            return Some(true);
                        }
                        if self.class_attribute(*at, name).is_some() {
                            return Some(true);
                        }
                        (!self.has_outside(*at) && !name.starts_with("__")).then_some(false)
                    }
                    _ => self.lacks(of, name).then_some(false),
                }
            }
            Value::Module(at) => {
                let frame = self.state.frame(self.modules[usize::from(*at)].frame);
                match frame.get(name) {
                    Some(value) => (!value.may_be_absent()).then_some(true),
                    None => (frame.open.is_none() && !name.starts_with("__")).then_some(false),
                }
            }
            of if self.lacks(of, name) => Some(false),
            _ => None,
        }
    }
}

/// A type whose values are of no class of a package, unless that class says so itself.
fn is_plain(built_in: &str) -> bool {
    matches!(
        built_in,
        "str"
            | "int"
            | "bool"
            | "float"
            | "NoneType"
            | "dict"
            | "list"
            | "tuple"
            | "bytes"
            | "date"
            | "datetime"
            | "timedelta"
    )
}

/// Whether a class of elsewhere, none that is abstract, has no value of a plain type. What `pendulum` makes is kept
/// as a plain date.
fn has_no_plain_value(path: &str, built_in: &str) -> bool {
    match path.split('.').next() {
        Some("airflow" | "datetime" | "dateutil" | "pathlib") => true,
        Some("pendulum") => !matches!(built_in, "date" | "datetime" | "timedelta"),
        _ => false,
    }
}

/// Whether one of the answers is yes.
fn any(answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut answer = Some(false);
    for one in answers {
        match one {
            Some(true) => return Some(true),
            Some(false) => {}
            None => answer = None,
        }
    }
    answer
}

/// The answer that all of them are; `None` when they differ, or there are none.
fn agreed(mut answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let first = answers.next()??;
    answers.all(|one| one == Some(first)).then_some(first)
}
