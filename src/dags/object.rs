//! What lies on the heap: everything that can change, and that several names can mean.

use std::collections::VecDeque;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::dict::Dict;
use super::endless::is_behind;
use super::value::{Arguments, Certainty, Decorator, Function, Origin, Text, Value};
use crate::python::TextRange;

/// A place on the heap.
pub(super) type At = usize;

/// What lies on the heap.
#[derive(Debug, Clone)]
pub(super) enum Object<'a> {
    List(List<'a>),
    Dict(Dict<'a>),
    /// Its elements are the keys.
    Set(Dict<'a>),
    /// What is left of an iterator, computed when it was made.
    Iterator(Rest<'a>),
    Dag(Box<Dag<'a>>),
    Task(Box<Task<'a>>),
    Group(Box<Group<'a>>),
    Class(Box<Class<'a>>),
    Instance(Box<Instance<'a>>),
    /// A function decorated with `@dag`.
    Factory(Box<Factory<'a>>),
    /// Not known any more.
    Opaque(Origin),
}

/// A list. An element that may be `Absent` may not be there.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct List<'a> {
    pub(super) items: Vec<Value<'a>>,
    /// Why there may be more of them.
    pub(super) open: Option<Origin>,
}

/// What an iterator has yet to give: a list that is taken from its front.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rest<'a> {
    pub(super) items: VecDeque<Value<'a>>,
    /// As `List::open`.
    pub(super) open: Option<Origin>,
}

impl Rest<'_> {
    /// As [`List::is_ordered`].
    pub(super) fn is_ordered(&self) -> bool {
        is_behind(self.open)
    }

    pub(super) fn is_exact(&self) -> bool {
        self.open.is_none() && !self.items.iter().any(Value::may_be_absent)
    }

    /// Whether it is certain what it gives next, or that it gives nothing.
    pub(super) fn is_exact_in_front(&self) -> bool {
        self.open.is_none() && !self.items.front().is_some_and(Value::may_be_absent)
    }
}

impl<'a> From<List<'a>> for Rest<'a> {
    fn from(list: List<'a>) -> Self {
        Self { items: list.items.into(), open: list.open }
    }
}

impl<'a> From<Rest<'a>> for List<'a> {
    fn from(rest: Rest<'a>) -> Self {
        Self { items: rest.items.into(), open: rest.open }
    }
}

/// Why a list is open whose elements are all known, and whose order is not.
pub(super) const SHUFFLED: Origin = Origin::Note("the order of a set or of a folder's files");

/// Why something that is made of both may hold more: that the order is not known is the lesser reason.
pub(super) fn either_open(one: Option<Origin>, other: Option<Origin>) -> Option<Origin> {
    if one == Some(SHUFFLED) { other.or(one) } else { one.or(other) }
}

impl<'a> List<'a> {
    pub(super) fn of(items: Vec<Value<'a>>) -> Self {
        Self { items, open: None }
    }

    /// These, in no order that is known.
    pub(super) fn shuffled(items: Vec<Value<'a>>) -> Self {
        let open = (items.len() > 1).then_some(SHUFFLED);
        Self { items, open }
    }

    /// What is known of it stands in order, and nothing that is not known before it.
    pub(super) fn is_ordered(&self) -> bool {
        is_behind(self.open)
    }

    /// Nothing else is in it, whatever the order.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_none_or(|why| why == SHUFFLED)
    }

    /// All of it is known to be there, and nothing else, whatever the order.
    pub(super) fn is_whole(&self) -> bool {
        self.is_closed() && !self.items.iter().any(Value::may_be_absent)
    }

    pub(super) fn is_exact(&self) -> bool {
        self.open.is_none() && !self.items.iter().any(Value::may_be_absent)
    }

    /// Either of two; false when they have nothing in common that could be kept.
    pub(super) fn join(&mut self, other: Self) -> bool {
        self.open = either_open(self.open, other.open);
        let (short, long) =
            (self.items.len().min(other.items.len()), self.items.len().max(other.items.len()));
        let same = self.items.iter().zip(&other.items).take_while(|(one, other)| one == other).count();
        if same < short && self.items.len() != other.items.len() {
            return false;
        }
        let mut theirs = other.items;
        let mut items = std::mem::take(&mut self.items);
        items.resize(long, Value::Absent);
        theirs.resize(long, Value::Absent);
        self.items = items.into_iter().zip(theirs).map(|(one, other)| Value::either(one, other)).collect();
        true
    }
}

/// A dag_id, a task_id.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Id<'a> {
    Known(Text<'a>),
    Unknown { origin: Origin, candidates: Vec<Text<'a>> },
}

/// Where something is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) module: u16,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Place {
    pub(super) fn new(module: u16, range: TextRange) -> Self {
        Self { module, start: range.start().into(), end: range.end().into() }
    }

    pub(super) fn range(self) -> TextRange {
        TextRange::new(self.start.into(), self.end.into())
    }
}

/// A DAG that was built.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dag<'a> {
    /// `None` until `DAG.__init__` has run.
    pub(super) id: Option<Id<'a>>,
    pub(super) place: Place,
    pub(super) entered: Certainty,
    pub(super) auto_register: Certainty,
    /// Why it may not be built at all.
    pub(super) doubt: Option<Origin>,
    /// A call that it was handed to, and that may do anything with it.
    pub(super) escaped: Option<Origin>,
    /// Of a subclass.
    pub(super) class: Option<At>,
    pub(super) arguments: Arguments<'a>,
    pub(super) fields: Dict<'a>,
    pub(super) tasks: Vec<At>,
    /// Why it may have other tasks.
    pub(super) open: Option<Origin>,
}

/// An operator, or the result of calling a `@task` function.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Task<'a> {
    /// `None` until the operator's `__init__` has run.
    pub(super) id: Option<Id<'a>>,
    pub(super) place: Place,
    pub(super) dag: Option<At>,
    pub(super) group: Option<At>,
    pub(super) doubt: Option<Origin>,
    pub(super) class: Option<At>,
    pub(super) fields: Dict<'a>,
}

/// A task group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group<'a> {
    pub(super) id: Id<'a>,
    pub(super) place: Place,
    pub(super) dag: Option<At>,
    pub(super) parent: Option<At>,
    pub(super) doubt: Option<Origin>,
    pub(super) prefixes: bool,
    /// Tasks and groups in it.
    pub(super) members: Vec<At>,
    pub(super) fields: Dict<'a>,
}

/// What kind of class: how it is instantiated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClassKind {
    Plain,
    Enum,
    Dataclass,
    NamedTuple,
    TypedDict,
    /// A pydantic model: fields by keyword.
    Model,
}

/// A class of a module.
#[derive(Debug, Clone)]
pub(super) struct Class<'a> {
    pub(super) name: Text<'a>,
    pub(super) kind: ClassKind,
    pub(super) bases: Vec<Value<'a>>,
    /// The frame that holds its attributes.
    pub(super) frame: usize,
    /// Method resolution order, itself first; what is not followed is not in it.
    pub(super) order: Vec<At>,
    /// A base or decorator that is not followed: attributes may come from it.
    pub(super) outside: Option<Value<'a>>,
    /// The class of the class, when that is followed.
    pub(super) metaclass: Option<At>,
    /// What Airflow makes of its instances.
    pub(super) role: Role,
    /// Annotated names in order: the fields of a dataclass, model or named tuple.
    pub(super) fields: Vec<Text<'a>>,
    /// The latest annotation of each, with the class that has it.
    pub(super) annotations: Vec<(Text<'a>, At, &'a crate::python::ast::Expr)>,
    /// Enum members in order.
    pub(super) members: Vec<(Text<'a>, Value<'a>)>,
    /// Fields that cannot be given by position.
    pub(super) keyword_only: Vec<Text<'a>>,
    /// `_: KW_ONLY` was read in the class's own body.
    pub(super) is_past_keyword_only: bool,
    /// Fields that only `__post_init__` gets.
    pub(super) init_only: Vec<Text<'a>>,
    /// Its metaclass is `ABCMeta`, or below that.
    pub(super) is_abstract: bool,
    /// What `@dataclass` was given.
    pub(super) options: Option<Rc<Arguments<'a>>>,
}

impl<'a> Class<'a> {
    /// A name gets an annotation in the body of the class `of`, this one or one above it.
    pub(super) fn annotate(&mut self, name: Text<'a>, of: At, annotation: &'a crate::python::ast::Expr) {
        self.annotations.retain(|(known, ..)| *known != name);
        self.annotations.push((name, of, annotation));
    }
}

/// What Airflow makes of instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    None,
    Dag,
    Operator,
    Group,
    /// A parameter of a function that `@dag` decorates, while the DAG is built.
    Placeholder,
}

/// An instance of a class of a module.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Instance<'a> {
    pub(super) class: At,
    pub(super) fields: Dict<'a>,
    /// Why it may have other attributes than known.
    pub(super) open: Option<Origin>,
}

/// A function decorated with `@dag`.
#[derive(Debug, Clone)]
pub(super) struct Factory<'a> {
    pub(super) decorator: Rc<Decorator<'a>>,
    pub(super) function: Rc<Function<'a>>,
    /// Of a method that was decorated when it already had its object.
    pub(super) receiver: Option<Value<'a>>,
    pub(super) called: Certainty,
    /// Why it may not be there, or may be called by others.
    pub(super) doubt: Option<Origin>,
}

impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Iterator(a), Self::Iterator(b)) => a == b,
            (Self::Dict(a), Self::Dict(b)) | (Self::Set(a), Self::Set(b)) => a == b,
            (Self::Dag(a), Self::Dag(b)) => {
                a.entered == b.entered
                    && a.escaped == b.escaped
                    && a.fields == b.fields
                    && a.tasks == b.tasks
                    && a.open == b.open
            }
            (Self::Task(a), Self::Task(b)) => a == b,
            (Self::Group(a), Self::Group(b)) => a == b,
            (Self::Instance(a), Self::Instance(b)) => a == b,
            (Self::Factory(a), Self::Factory(b)) => a.called == b.called && a.doubt == b.doubt,
            (Self::Class(a), Self::Class(b)) => a.frame == b.frame,
            (Self::Opaque(a), Self::Opaque(b)) => a == b,
            _ => false,
        }
    }
}

impl<'a> Object<'a> {
    /// How many values it holds, or about as many as it is large.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::List(list) => list.items.len(),
            Self::Iterator(rest) => rest.items.len(),
            Self::Dict(dict) | Self::Set(dict) => 2 * dict.len(),
            Self::Instance(instance) => 2 * instance.fields.len(),
            Self::Dag(dag) => dag.tasks.len(),
            Self::Group(group) => group.members.len(),
            _ => 1,
        }
    }

    /// Either of two states of one object. `why` names the condition.
    pub(super) fn join(&mut self, theirs: Self, why: Origin) {
        match (&mut *self, theirs) {
            (mine, theirs) if *mine == theirs => {}
            (Self::Dict(mine), Self::Dict(theirs)) | (Self::Set(mine), Self::Set(theirs)) => {
                mine.join(theirs)
            }
            (Self::Dag(mine), Self::Dag(theirs)) => mine.join(*theirs, why),
            (Self::Instance(mine), Self::Instance(theirs)) => {
                mine.fields.join(theirs.fields);
                mine.open = mine.open.or(theirs.open);
            }
            (Self::Task(mine), Self::Task(theirs)) => {
                mine.fields.join(theirs.fields);
                if mine.id != theirs.id {
                    mine.id = Some(Id::Unknown { origin: why, candidates: Vec::new() });
                }
                if mine.dag != theirs.dag {
                    mine.doubt = Some(why);
                    mine.dag = mine.dag.or(theirs.dag);
                }
            }
            (Self::Group(mine), Self::Group(theirs)) => unite(&mut mine.members, theirs.members),
            (Self::Factory(mine), Self::Factory(theirs)) => {
                if mine.called != theirs.called {
                    mine.called = Certainty::Maybe(why);
                }
                mine.doubt = mine.doubt.or(theirs.doubt);
            }
            (Self::List(mine), Self::List(theirs)) => {
                if !mine.join(theirs) {
                    *self = Self::Opaque(why);
                }
            }
            (Self::Iterator(mine), Self::Iterator(theirs)) => {
                let mut list = List::from(std::mem::take(mine));
                *self =
                    if list.join(theirs.into()) { Self::Iterator(list.into()) } else { Self::Opaque(why) };
            }
            _ => *self = Self::Opaque(why),
        }
    }
}

impl<'a> Object<'a> {
    /// It may hold more, other things and less than is known.
    pub(super) fn loosen(&mut self, why: Origin) {
        let blur = |value: &mut Value<'a>| {
            let other = Value::either(Value::Unknown(why), Value::Absent);
            *value = Value::either(std::mem::replace(value, Value::None), other);
        };
        match self {
            Self::List(list) => {
                list.open = either_open(list.open, Some(why));
                list.items.iter_mut().for_each(blur);
            }
            Self::Iterator(rest) => {
                rest.open = either_open(rest.open, Some(why));
                rest.items.iter_mut().for_each(blur);
            }
            Self::Dict(dict) | Self::Set(dict) => {
                dict.loosen(why);
                dict.entries.values_mut().for_each(blur);
            }
            Self::Instance(instance) => {
                instance.open.get_or_insert(why);
                instance.fields.blur(why);
            }
            Self::Dag(dag) => {
                dag.open.get_or_insert(why);
            }
            Self::Task(_) | Self::Group(_) | Self::Class(_) | Self::Factory(_) | Self::Opaque(_) => {}
        }
    }
}

impl<'a> Dag<'a> {
    fn join(&mut self, theirs: Self, why: Origin) {
        if self.entered != theirs.entered {
            self.entered = Certainty::Maybe(why);
        }
        if self.id != theirs.id {
            self.id = Some(Id::Unknown { origin: why, candidates: Vec::new() });
        }
        self.doubt = self.doubt.or(theirs.doubt);
        self.escaped = self.escaped.take().or(theirs.escaped);
        self.open = self.open.or(theirs.open);
        unite(&mut self.tasks, theirs.tasks);
    }
}

/// All of these objects, each once: the first ones in their order, then what only the others have.
fn unite(mine: &mut Vec<At>, theirs: Vec<At>) {
    let known: FxHashSet<At> = mine.iter().copied().collect();
    mine.extend(theirs.into_iter().filter(|at| !known.contains(at)));
}
