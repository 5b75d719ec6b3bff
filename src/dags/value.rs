//! The values that module code computes, as far as they can be known without running it.

use std::rc::Rc;

use crate::python::TextRange;
use crate::python::ast;

/// A value. Cheap to clone; what can change lies on the heap.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// Not known; names the expression that it came from.
    Unknown(Rc<str>),
    /// One of several: which of them depends on something unknown.
    OneOf(Rc<[Value<'a>]>),
    None,
    Bool(bool),
    Int(i64),
    Str(Rc<str>),
    Bytes,
    Tuple(Rc<[Value<'a>]>),
    /// A file of the package, as `<package>/dags/x.py`: what is before that depends on the machine.
    Located {
        path: Rc<str>,
        is_text: bool,
    },
    /// A list, dictionary, DAG or class on the heap.
    Ref(usize),
    /// Something imported, by its full path: `airflow.sdk.DAG`.
    Import(Rc<str>),
    /// A built-in function.
    Builtin(&'static str),
    /// `globals()`.
    Globals,
    /// `__name__`.
    ModuleName,
    Function(Rc<Function<'a>>),
    /// A function decorated with `@dag`: the index of its factory.
    Factory(usize),
    /// `@dag(...)`, `@asset(...)` before it is applied.
    Decorator(Rc<Decorator<'a>>),
    /// A method of a value.
    Method(Rc<(Value<'a>, String)>),
}

impl PartialEq for Value<'_> {
    fn eq(&self, other: &Self) -> bool {
        use Value::{
            Bool, Builtin, Bytes, Decorator, Factory, Function, Globals, Import, Int, Located, Method,
            ModuleName, None, OneOf, Ref, Str, Tuple, Unknown,
        };
        match (self, other) {
            (Unknown(a), Unknown(b)) | (Str(a), Str(b)) | (Import(a), Import(b)) => a == b,
            (OneOf(a), OneOf(b)) | (Tuple(a), Tuple(b)) => a == b,
            (None, None) | (Bytes, Bytes) | (Globals, Globals) | (ModuleName, ModuleName) => true,
            (Bool(a), Bool(b)) => a == b,
            (Int(a), Int(b)) => a == b,
            (Located { path: a, is_text: x }, Located { path: b, is_text: y }) => a == b && x == y,
            (Ref(a), Ref(b)) | (Factory(a), Factory(b)) => a == b,
            (Builtin(a), Builtin(b)) => a == b,
            (Function(a), Function(b)) => Rc::ptr_eq(a, b),
            (Decorator(a), Decorator(b)) => Rc::ptr_eq(a, b),
            (Method(a), Method(b)) => a == b,
            _ => false,
        }
    }
}

impl<'a> Value<'a> {
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Self::Str(Rc::from(text.as_ref()))
    }

    /// Either value; known when both are the same.
    pub(super) fn either(one: Self, other: Self) -> Self {
        if one == other {
            return one;
        }
        let mut all: Vec<Self> = Vec::new();
        for value in [one, other] {
            let values = match &value {
                Self::OneOf(values) => values.to_vec(),
                _ => vec![value],
            };
            for value in values {
                if !all.contains(&value) {
                    all.push(value);
                }
            }
        }
        // Enough to be of use as candidates; DAGs among them must not be lost.
        if all.len() > 64 {
            return Self::Unknown("one of very many values".into());
        }
        Self::OneOf(all.into())
    }

    /// The values that it may be.
    pub(super) fn alternatives(&self) -> &[Self] {
        match self {
            Self::OneOf(values) => values,
            value => std::slice::from_ref(value),
        }
    }
}

/// A function of the file.
#[derive(Debug)]
pub(super) struct Function<'a> {
    pub(super) definition: &'a ast::StmtFunctionDef,
    /// Defaults by parameter, evaluated at the definition.
    pub(super) defaults: Vec<(String, Value<'a>)>,
    /// The frame that it was defined in.
    pub(super) frame: usize,
}

/// Arguments of a call.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments<'a> {
    pub(super) positional: Vec<Value<'a>>,
    pub(super) keywords: Vec<(String, Value<'a>)>,
    /// An argument `*x` or `**x` that is not known.
    pub(super) unknown: Option<Rc<str>>,
}

impl<'a> Arguments<'a> {
    pub(super) fn keyword(&self, name: &str) -> Option<&Value<'a>> {
        self.keywords.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Value<'a>> {
        self.positional.iter().chain(self.keywords.iter().map(|(_, value)| value))
    }
}

/// A DAG-making decorator with its arguments.
#[derive(Debug)]
pub(super) struct Decorator<'a> {
    pub(super) meaning: super::profile::Meaning,
    pub(super) arguments: Arguments<'a>,
    /// Used without a call: `@dag`.
    pub(super) bare: bool,
    pub(super) range: TextRange,
}

/// What lies on the heap.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Object<'a> {
    List(Vec<Value<'a>>),
    Dict(Vec<(Value<'a>, Value<'a>)>),
    Dag(Dag),
    /// A class of the file: its frame, and whether it is a DAG class with DAG's own `__init__`.
    Class {
        frame: usize,
        is_dag: bool,
        is_plain: bool,
    },
    /// Not known any more.
    Opaque(Rc<str>),
}

/// A DAG that was built.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dag {
    pub(super) id: Id,
    pub(super) range: TextRange,
    pub(super) entered: Certainty,
    pub(super) auto_register: Certainty,
    /// Why it may not be built at all.
    pub(super) doubt: Option<Rc<str>>,
    /// A call that it was handed to, and that may do anything with it.
    pub(super) escaped: Option<Rc<str>>,
}

/// A dag_id.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Id {
    Known(Rc<str>),
    Unknown { reason: Rc<str>, candidates: Vec<Rc<str>> },
}

/// Whether something is so.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Certainty {
    Yes,
    No,
    Maybe(Rc<str>),
}
