//! The values that module code computes, as far as they can be known without running it.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

use super::constant::Constant;
use super::object::At;
use crate::airflow::Meaning;
use crate::python::TextRange;
use crate::python::ast;

/// Text: of the source, or made.
#[derive(Debug, Clone)]
pub(super) enum Text<'a> {
    Source(&'a str),
    Made(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Self::Source(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text<'_> {}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::Source(text)
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Made(text.into())
    }
}

impl From<Rc<str>> for Text<'_> {
    fn from(text: Rc<str>) -> Self {
        Self::Made(text)
    }
}

impl Text<'_> {
    pub(super) fn shared(&self) -> Rc<str> {
        match self {
            Self::Source(text) => Rc::from(*text),
            Self::Made(text) => text.clone(),
        }
    }
}

/// Where something unknown comes from. Its words are made only when they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// An expression or statement of a module, by the module's index in the run.
    Code(u16, TextRange),
    /// The same, and it is a setting of the machine: text, or what is read from it, and not `None`.
    Text(u16, TextRange),
    /// Words.
    Note(&'static str),
}

/// A value. Cheap to clone; what can change lies on the heap.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// Not known.
    Unknown(Origin),
    /// One of several: which of them depends on something unknown.
    OneOf(Rc<[Value<'a>]>),
    /// Nothing at all: a variable, element or entry that is not there. Only among the values of `OneOf`.
    Absent,
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Text<'a>),
    /// Bytes, dates and the like.
    Plain(Rc<Constant>),
    Tuple(Rc<[Value<'a>]>),
    /// A file or folder that the package or an import root holds: what is before that depends on the machine.
    Located(Located),
    /// A list, dictionary, DAG, class, … on the heap.
    Ref(At),
    /// Something that is not followed, by its full path: `airflow.sdk.DAG`.
    External(Rc<str>),
    /// A built-in function or type.
    Builtin(&'static str),
    Function(Rc<Function<'a>>),
    /// A function or method name with what it is bound to.
    Bound(Rc<Bound<'a>>),
    Partial(Rc<(Value<'a>, Arguments<'a>)>),
    /// A decorator of Airflow with its arguments, before it is applied: `@dag(...)`, `@task(...)`.
    Decorator(Rc<Decorator<'a>>),
    /// A function that makes a task, or a group, when it is called.
    Taskflow(Rc<Taskflow<'a>>),
    /// `globals()` of a module, or the variables of a frame.
    Variables(usize),
    /// A module of the package or of an import root: its index in the run.
    Module(u16),
    /// `super()`: the class after which methods are looked for, and the object.
    Super(At, Rc<Value<'a>>),
    /// `property`, `staticmethod`, `classmethod`, `cached_property` around a function.
    Descriptor(&'static str, Rc<Value<'a>>),
}

/// A path below Airflow's DAG folder, or below an import root.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Located {
    /// `<package>/dags/x.py`, or `~/src/x.py` for what lies in the package's folder outside its DAG files.
    pub(super) path: Rc<str>,
    /// A `str`; otherwise a `pathlib.Path`.
    pub(super) is_text: bool,
}

/// A method, or the name of one, with its receiver.
#[derive(Debug)]
pub(super) struct Bound<'a> {
    pub(super) receiver: Value<'a>,
    pub(super) method: Method<'a>,
}

#[derive(Debug)]
pub(super) enum Method<'a> {
    /// Of a built-in type, by name.
    Named(Text<'a>),
    Of(Rc<Function<'a>>),
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        use Value as V;
        match (self, other) {
            (V::Unknown(a), V::Unknown(b)) => a == b,
            (V::Str(a), V::Str(b)) => a == b,
            (V::OneOf(a), V::OneOf(b)) | (V::Tuple(a), V::Tuple(b)) => Rc::ptr_eq(a, b) || a == b,
            (V::Absent, V::Absent) | (V::None, V::None) => true,
            (V::Bool(a), V::Bool(b)) => a == b,
            (V::Int(a), V::Int(b)) => a == b,
            (V::Float(a), V::Float(b)) => a.to_bits() == b.to_bits(),
            (V::Plain(a), V::Plain(b)) => a == b,
            (V::Located(a), V::Located(b)) => a == b,
            (V::Ref(a), V::Ref(b)) => a == b,
            (V::External(a), V::External(b)) => a == b,
            (V::Builtin(a), V::Builtin(b)) => a == b,
            (V::Function(a), V::Function(b)) => Rc::ptr_eq(a, b),
            (V::Bound(a), V::Bound(b)) => {
                Rc::ptr_eq(a, b)
                    || (a.receiver == b.receiver
                        && match (&a.method, &b.method) {
                            (Method::Named(a), Method::Named(b)) => a == b,
                            (Method::Of(a), Method::Of(b)) => Rc::ptr_eq(a, b),
                            _ => false,
                        })
            }
            (V::Partial(a), V::Partial(b)) => Rc::ptr_eq(a, b),
            (V::Decorator(a), V::Decorator(b)) => Rc::ptr_eq(a, b),
            (V::Taskflow(a), V::Taskflow(b)) => Rc::ptr_eq(a, b),
            (V::Variables(a), V::Variables(b)) => a == b,
            (V::Module(a), V::Module(b)) => a == b,
            (V::Super(a, x), V::Super(b, y)) => a == b && x == y,
            (V::Descriptor(a, x), V::Descriptor(b, y)) => a == b && x == y,
            _ => false,
        }
    }
}

/// How deep tuples lie in each other.
const DEEPEST_TUPLE: usize = 40;
/// The most that a tuple holds, tuples inside it included.
const MOST_IN_TUPLE: usize = 4_000;

impl<'a> Value<'a> {
    pub(super) fn text(text: impl Into<Text<'a>>) -> Self {
        Self::Str(text.into())
    }

    /// A tuple; one that holds very much is not followed.
    pub(super) fn tuple(items: Vec<Self>, why: Origin) -> Self {
        let mut left = MOST_IN_TUPLE;
        if items.iter().all(|item| item.weighs(&mut left, DEEPEST_TUPLE)) {
            Self::Tuple(items.into())
        } else {
            Self::Unknown(why)
        }
    }

    /// Counts what a value holds, tuples inside it included, down from `left`; false when it is more.
    fn weighs(&self, left: &mut usize, depth: usize) -> bool {
        let (Some(rest), Some(depth)) = (left.checked_sub(1), depth.checked_sub(1)) else { return false };
        *left = rest;
        match self {
            Self::Tuple(items) | Self::OneOf(items) => items.iter().all(|item| item.weighs(left, depth)),
            _ => true,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing about it is unknown at the first look; its elements may be.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_) | Self::OneOf(_))
    }
}

/// A function or lambda of a module.
#[derive(Debug)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) parameters: Option<&'a ast::Parameters>,
    pub(super) body: Body<'a>,
    /// Defaults by parameter, evaluated at the definition.
    pub(super) defaults: Vec<(&'a str, Value<'a>)>,
    /// The frame that it was defined in.
    pub(super) frame: usize,
    pub(super) module: u16,
    /// Of its name, or of the lambda.
    pub(super) range: TextRange,
    pub(super) is_async: bool,
    /// The names that its body binds: found when it is first called.
    pub(super) locals: std::cell::OnceCell<Rc<[Box<str>]>>,
    /// Whether it holds a `yield`: found when it is first called.
    pub(super) is_generator: std::cell::OnceCell<bool>,
    /// The class whose body it was defined in.
    pub(super) owner: Option<At>,
    /// A dictionary of the attributes that were set on it.
    pub(super) fields: std::cell::Cell<Option<At>>,
}

impl<'a> Function<'a> {
    /// The same under another name.
    pub(super) fn renamed(&self, name: &'a str) -> Self {
        Self {
            name,
            defaults: self.defaults.clone(),
            locals: self.locals.clone(),
            is_generator: self.is_generator.clone(),
            fields: std::cell::Cell::new(self.fields.get()),
            ..*self
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Body<'a> {
    Statements(&'a [ast::Stmt]),
    Expression(&'a ast::Expr),
}

/// Arguments of a call.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Arguments<'a> {
    pub(super) positional: Vec<Value<'a>>,
    pub(super) keywords: Vec<(Text<'a>, Value<'a>)>,
    /// An argument `*x` or `**x` that is not known.
    pub(super) unknown: Option<Origin>,
}

impl<'a> Arguments<'a> {
    pub(super) fn of(positional: impl Into<Vec<Value<'a>>>) -> Self {
        Self { positional: positional.into(), ..Self::default() }
    }

    pub(super) fn keyword(&self, name: &str) -> Option<&Value<'a>> {
        self.keywords.iter().find(|(key, _)| &**key == name).map(|(_, value)| value)
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.keywords.iter().position(|(key, _)| &**key == name)?;
        Some(self.keywords.remove(at).1)
    }

    /// By position, or else by name.
    pub(super) fn get(&self, at: usize, name: &str) -> Option<&Value<'a>> {
        self.positional.get(at).or_else(|| self.keyword(name))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Value<'a>> {
        self.positional.iter().chain(self.keywords.iter().map(|(_, value)| value))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.positional.is_empty() && self.keywords.is_empty() && self.unknown.is_none()
    }

    /// These first, then the others; a keyword that is given twice has its later value.
    pub(super) fn followed_by(&self, later: Self) -> Self {
        let mut all = self.clone();
        all.positional.extend(later.positional);
        all.keywords.retain(|(key, _)| !later.keywords.iter().any(|(other, _)| other == key));
        all.keywords.extend(later.keywords);
        all.unknown = later.unknown.or(all.unknown);
        all
    }
}

/// A decorator of Airflow with its arguments.
#[derive(Debug)]
pub(super) struct Decorator<'a> {
    pub(super) meaning: Meaning,
    pub(super) arguments: Arguments<'a>,
    /// Used without a call: `@dag`.
    pub(super) bare: bool,
    /// The operator that `@task` of this kind derives its own from, by class name.
    pub(super) class: Option<&'static str>,
    pub(super) module: u16,
    pub(super) range: TextRange,
}

/// A function decorated with `@task` or `@task_group`.
#[derive(Debug, Clone)]
pub(super) struct Taskflow<'a> {
    pub(super) function: Value<'a>,
    pub(super) name: Text<'a>,
    pub(super) arguments: Arguments<'a>,
    pub(super) is_group: bool,
    /// The operator that its own derives from, where that is known.
    pub(super) class: Option<&'static str>,
    /// Some arguments of the function were given before.
    pub(super) is_partial: bool,
    /// For a `@teardown`: whether it was called, which is possible once.
    pub(super) teardown: Option<std::cell::Cell<bool>>,
}

impl Taskflow<'_> {
    /// The same, marked by `@teardown`.
    pub(super) fn as_teardown(&self) -> Self {
        Self { teardown: Some(std::cell::Cell::new(false)), ..self.clone() }
    }
}

/// Whether something is so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Certainty {
    Yes,
    No,
    Maybe(Origin),
}

impl Certainty {
    /// When both hold.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, other) => other,
            (maybe, _) => maybe,
        }
    }

    /// When one of them holds.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, other) => other,
            (maybe, _) => maybe,
        }
    }
}

/// Arguments of which everything is known: by position, and by name.
pub(super) type Known<'a> = (Vec<Constant>, Vec<(Text<'a>, Constant)>);
