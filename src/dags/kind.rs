//! What a value surely is, and what Python lets one do with it (the data model of the language reference).
//!
//! Answers are for refusing: where a value may be something else than it looks, as a list that stands for a `deque`,
//! it counts as all that it may be.

use super::constant::Constant;
use super::interpret::Interpreter;
use super::object::{At, ClassKind, Object, Role};
use super::value::{Located, Method, Value};
use crate::airflow::is_stdlib;
use crate::python::ast::Operator;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    None,
    Bool,
    Int,
    Float,
    Text,
    Bytes,
    Date,
    DateTime,
    TimeDelta,
    Tuple,
    /// Or a `deque`, a view of a dictionary, what walks over a folder.
    List,
    Dict,
    /// Or a `frozenset`.
    Set,
    /// A generator, a `map`, a reader.
    Iterator,
    Function,
    Module,
    /// Of the package, with nothing above it that is not followed.
    Class(At),
    /// Of such a class.
    Instance(At),
    Dag,
    Task,
    /// What a task gives: `XComArg`.
    Given,
    /// A parameter of a function that `@dag` decorates.
    Placeholder,
}

/// What can be done with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Call,
    Iterate,
    Item,
    SetItem,
    DeleteItem,
    Length,
    Enter,
}

impl Kind {
    /// Its name, as `type(value).__name__`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Float => "float",
            Self::Text => "str",
            Self::Bytes => "bytes",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::TimeDelta => "timedelta",
            Self::Tuple => "tuple",
            Self::List => "list",
            Self::Dict => "dict",
            Self::Set => "set",
            Self::Iterator => "generator",
            Self::Function => "function",
            Self::Module => "module",
            Self::Class(_) => "type",
            Self::Instance(_) => "object",
            Self::Dag => "DAG",
            Self::Task => "Operator",
            Self::Given => "XComArg",
            Self::Placeholder => "DagParam",
        }
    }

    /// A number that Python takes for an index.
    pub(super) fn is_index(self) -> bool {
        matches!(self, Self::Int | Self::Bool)
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Bool | Self::Float)
    }

    fn is_sequence(self) -> bool {
        matches!(self, Self::Text | Self::Bytes | Self::Tuple | Self::List)
    }

    fn is_moment(self) -> bool {
        matches!(self, Self::Date | Self::DateTime)
    }

    /// Whether its type alone allows it. Classes and instances have a say of their own.
    fn allows(self, deed: Deed) -> bool {
        use Kind as K;
        match deed {
            // What a function of `@contextmanager` gives is kept as what it yields, and decorates functions.
            Deed::Call => matches!(self, K::Function | K::Class(_) | K::Iterator),
            Deed::Iterate => {
                matches!(self, K::Text | K::Bytes | K::Tuple | K::List | K::Dict | K::Set | K::Iterator)
            }
            Deed::Item => {
                matches!(
                    self,
                    K::Text | K::Bytes | K::Tuple | K::List | K::Dict | K::Dag | K::Task | K::Given
                )
            }
            Deed::SetItem | Deed::DeleteItem => matches!(self, K::List | K::Dict),
            Deed::Length => {
                matches!(self, K::Text | K::Bytes | K::Tuple | K::List | K::Dict | K::Set)
            }
            // `os.scandir` gives what is kept as a list.
            Deed::Enter => matches!(self, K::List | K::Iterator | K::Dag | K::Task | K::Given),
        }
    }

    fn needs(deed: Deed) -> &'static [&'static str] {
        match deed {
            Deed::Call => &["__call__"],
            Deed::Iterate => &["__iter__", "__getitem__"],
            Deed::Item => &["__getitem__"],
            Deed::SetItem => &["__setitem__"],
            Deed::DeleteItem => &["__delitem__"],
            Deed::Length => &["__len__"],
            Deed::Enter => &["__enter__"],
        }
    }
}

impl<'a> Interpreter<'a> {
    /// What a value surely is.
    pub(super) fn kind(&self, value: &Value<'a>) -> Option<Kind> {
        Some(match value {
            Value::None => Kind::None,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_) => Kind::Int,
            Value::Float(_) => Kind::Float,
            Value::Str(_) | Value::Located(Located { is_text: true, .. }) => Kind::Text,
            Value::Plain(known) => match known.as_ref() {
                Constant::Bytes(_) => Kind::Bytes,
                Constant::Date(_) => Kind::Date,
                Constant::DateTime(_) => Kind::DateTime,
                Constant::TimeDelta(_) => Kind::TimeDelta,
                _ => return None,
            },
            Value::Tuple(_) => Kind::Tuple,
            Value::Function(_) => Kind::Function,
            Value::Bound(of) if matches!(of.method, Method::Of(_)) => Kind::Function,
            Value::Module(_) => Kind::Module,
            Value::Partial(_) if super::xcom::givers(value).is_some() => Kind::Given,
            Value::External(path) if !path.contains('.') && is_stdlib(path, self.python) => Kind::Module,
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) => Kind::List,
                // A `defaultdict`, a `Counter`, settings.
                Object::Dict(dict) if dict.factory.is_some() => return None,
                Object::Dict(_) => Kind::Dict,
                Object::Set(_) => Kind::Set,
                Object::Iterator(_) => Kind::Iterator,
                Object::Dag(dag) if dag.class.is_none() => Kind::Dag,
                Object::Task(task) if task.class.is_none() => Kind::Task,
                Object::Class(_) if self.is_followed(*at) => Kind::Class(*at),
                Object::Instance(instance) if self.is_plain_named_tuple(instance.class) => Kind::Tuple,
                Object::Instance(instance) if self.is_placeholder(instance.class) => Kind::Placeholder,
                Object::Instance(instance) if self.is_followed(instance.class) => {
                    Kind::Instance(instance.class)
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    fn is_placeholder(&self, class: At) -> bool {
        matches!(self.state.at(class), Object::Class(of) if of.role == Role::Placeholder)
    }

    /// A named tuple without code of its own.
    fn is_plain_named_tuple(&self, class: At) -> bool {
        match self.state.at(class) {
            Object::Class(of) => {
                of.kind == ClassKind::NamedTuple
                    && of.order.len() == 1
                    && !self.state.frame(of.frame).iter().any(|(name, _)| name.starts_with("__"))
            }
            _ => false,
        }
    }

    /// Whether a class has nothing that is not code of the package, and is no class of a kind of its own.
    pub(super) fn is_followed(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return false };
        let is_plain = |base: &Value<'a>| match base {
            Value::Ref(_) | Value::Builtin("object") => true,
            Value::External(path) => matches!(
                &**path,
                "abc.ABC" | "typing.Generic" | "typing.Protocol" | "typing_extensions.Protocol" | "enum.Enum"
            ),
            _ => false,
        };
        matches!(of.kind, ClassKind::Plain | ClassKind::Dataclass | ClassKind::Enum)
            && of.role == Role::None
            && of.outside.is_none()
            && of.metaclass.is_none()
            && of.order.iter().all(|at| match self.state.at(*at) {
                Object::Class(one) => one.bases.iter().all(is_plain),
                _ => false,
            })
    }

    /// What a value is that surely does not allow a deed.
    pub(super) fn forbids(&self, value: &Value<'a>, deed: Deed) -> Option<Kind> {
        let kind = self.kind(value)?;
        let allows = match kind {
            Kind::Instance(class) if deed == Deed::Enter => {
                ["__enter__", "__exit__"].iter().all(|name| self.class_attribute(class, name).is_some())
            }
            Kind::Instance(class) => {
                Kind::needs(deed).iter().any(|name| self.class_attribute(class, name).is_some())
            }
            Kind::Class(class) => {
                let is_enum = self.kind_of(class) == Some(ClassKind::Enum);
                match deed {
                    Deed::Call => true,
                    Deed::Iterate | Deed::Length => is_enum,
                    Deed::Item => is_enum || self.may_be_generic(class),
                    Deed::SetItem | Deed::DeleteItem | Deed::Enter => false,
                }
            }
            kind => kind.allows(deed),
        };
        (!allows).then_some(kind)
    }

    /// Whether `Class[int]` may be something.
    fn may_be_generic(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return true };
        let has_parameters =
            self.state.frame(of.frame).parent.is_some_and(|around| {
                self.state.frame(around).kind == super::state::FrameKind::TypeParameters
            });
        has_parameters
            || self.class_attribute(class, "__class_getitem__").is_some()
            || of.order.iter().any(|at| match self.state.at(*at) {
                Object::Class(one) => one
                    .bases
                    .iter()
                    .any(|base| matches!(base, Value::External(path) if path.starts_with("typing"))),
                _ => true,
            })
    }

    /// What surely cannot be a key or an element of a set.
    pub(super) fn unhashable(&self, value: &Value<'a>) -> Option<Kind> {
        match value {
            Value::Ref(_) => match self.kind(value)? {
                kind @ (Kind::List | Kind::Dict) => Some(kind),
                kind @ Kind::Instance(class) => {
                    let has = |name| self.class_attribute(class, name).is_some();
                    let compares = match self.state.at(class) {
                        Object::Class(of) if of.kind == ClassKind::Dataclass => {
                            of.options.as_ref().is_some_and(|options| {
                                !["frozen", "unsafe_hash", "eq"]
                                    .iter()
                                    .any(|name| options.keyword(name).is_some())
                            })
                        }
                        Object::Class(of) => of.kind == ClassKind::Plain && has("__eq__"),
                        _ => false,
                    };
                    (compares && !has("__hash__")).then_some(kind)
                }
                _ => None,
            },
            // It has an `__eq__` of its own, and no `__hash__`.
            Value::Partial(_) if super::xcom::is_plain(value) => Some(Kind::Given),
            Value::Tuple(items) => items.iter().find_map(|item| match item {
                Value::Ref(_) | Value::Partial(_) => self.unhashable(item),
                _ => None,
            }),
            _ => None,
        }
    }

    /// Whether an operator may take these two.
    pub(super) fn may_join(&self, op: Operator, left: Kind, right: Kind) -> bool {
        use Kind as K;
        if let K::Instance(class) = left
            && self.has_any(class, forward(op))
        {
            return true;
        }
        if let K::Instance(class) = right
            && self.has_any(class, reflected(op))
        {
            return true;
        }
        let numbers = left.is_number() && right.is_number();
        let is_delta = |kind: Kind| kind == K::TimeDelta;
        let both = |kind: Kind| left == kind && right == kind;
        match op {
            Operator::Add => {
                numbers
                    || (left.is_sequence() && left == right)
                    || (is_delta(left) && (is_delta(right) || right.is_moment()))
                    || (left.is_moment() && is_delta(right))
            }
            Operator::Sub => {
                numbers
                    || both(K::Set)
                    || left == K::List
                    || right == K::List
                    || (is_delta(left) && is_delta(right))
                    || (left.is_moment() && (is_delta(right) || left == right))
            }
            Operator::Mult => {
                numbers
                    || (left.is_sequence() && right.is_index())
                    || (left.is_index() && right.is_sequence())
                    || (is_delta(left) && right.is_number())
                    || (left.is_number() && is_delta(right))
            }
            Operator::Div | Operator::FloorDiv => {
                numbers || (is_delta(left) && (is_delta(right) || right.is_number()))
            }
            Operator::Mod => {
                numbers || matches!(left, K::Text | K::Bytes) || (is_delta(left) && is_delta(right))
            }
            Operator::Pow => numbers,
            Operator::MatMult => false,
            Operator::LShift | Operator::RShift => {
                (left.is_index() && right.is_index())
                    || matches!(left, K::Dag | K::Task | K::Given | K::List)
                    || matches!(right, K::Dag | K::Task | K::Given | K::List)
            }
            Operator::BitOr | Operator::BitAnd | Operator::BitXor => {
                let of_types = op == Operator::BitOr
                    && (matches!(left, K::Class(_)) || matches!(right, K::Class(_)) || left == K::Task);
                (left.is_index() && right.is_index())
                    || both(K::Set)
                    || left == K::List
                    || (op == Operator::BitOr && both(K::Dict))
                    || of_types
            }
        }
    }

    /// Whether `<`, `<=`, `>` or `>=` may take these two.
    pub(super) fn may_order(&self, left: Kind, right: Kind) -> bool {
        use Kind as K;
        const ORDER: &[&str] = &["__lt__", "__le__", "__gt__", "__ge__"];
        let has_a_say = |kind: Kind| match kind {
            // What `@dataclass(order=True)` makes is not told apart.
            K::Instance(class) => {
                self.kind_of(class) == Some(ClassKind::Dataclass) || self.has_any(class, ORDER)
            }
            K::Task => true,
            _ => false,
        };
        // `task > outlet` is of lineage; another task is no outlet (`BaseOperator.__gt__`).
        if matches!((left, right), (K::Task, K::Task)) {
            return false;
        }
        has_a_say(left)
            || has_a_say(right)
            || (left.is_number() && right.is_number())
            || (left == right
                && matches!(
                    left,
                    K::Text
                        | K::Bytes
                        | K::Tuple
                        | K::List
                        | K::Set
                        | K::Date
                        | K::DateTime
                        | K::TimeDelta
                ))
            // A view of a dictionary beside a set.
            || matches!((left, right), (K::List, K::Set) | (K::Set, K::List))
    }

    fn has_any(&self, class: At, names: &[&str]) -> bool {
        names.iter().any(|name| self.class_attribute(class, name).is_some())
    }
}

/// The methods of the left side; those of `x += y` too.
fn forward(op: Operator) -> &'static [&'static str] {
    match op {
        Operator::Add => &["__add__", "__iadd__"],
        Operator::Sub => &["__sub__", "__isub__"],
        Operator::Mult => &["__mul__", "__imul__"],
        Operator::Div => &["__truediv__", "__itruediv__"],
        Operator::FloorDiv => &["__floordiv__", "__ifloordiv__"],
        Operator::Mod => &["__mod__", "__imod__"],
        Operator::Pow => &["__pow__", "__ipow__"],
        Operator::MatMult => &["__matmul__", "__imatmul__"],
        Operator::LShift => &["__lshift__", "__ilshift__"],
        Operator::RShift => &["__rshift__", "__irshift__"],
        Operator::BitOr => &["__or__", "__ior__"],
        Operator::BitAnd => &["__and__", "__iand__"],
        Operator::BitXor => &["__xor__", "__ixor__"],
    }
}

/// The methods of the right side.
fn reflected(op: Operator) -> &'static [&'static str] {
    match op {
        Operator::Add => &["__radd__"],
        Operator::Sub => &["__rsub__"],
        Operator::Mult => &["__rmul__"],
        Operator::Div => &["__rtruediv__"],
        Operator::FloorDiv => &["__rfloordiv__"],
        Operator::Mod => &["__rmod__"],
        Operator::Pow => &["__rpow__"],
        Operator::MatMult => &["__rmatmul__"],
        Operator::LShift => &["__rlshift__"],
        Operator::RShift => &["__rrshift__"],
        Operator::BitOr => &["__ror__"],
        Operator::BitAnd => &["__rand__"],
        Operator::BitXor => &["__rxor__"],
    }
}
