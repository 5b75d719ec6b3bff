//! Classes: how they are defined, what they inherit, and what they hold.

use rustc_hash::{FxHashMap, FxHashSet};

use super::automatic::Automatic;
use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{ENTRY, Interpreter, Run};
use super::object::{At, Class, ClassKind, Instance, Object, Role};
use super::state::FrameKind;
use super::value::{Arguments, Origin, Text, Value};
use crate::airflow::Meaning;
use crate::python::Ranged;
use crate::python::ast;

/// More classes above one than this are not followed: every look for an attribute walks through them.
const MOST_ABOVE: usize = 200;

/// What Python's exceptions have, each some of them: <https://docs.python.org/3/library/exceptions.html>.
const OF_EXCEPTIONS: [&str; 23] = [
    "add_note",
    "args",
    "characters_written",
    "code",
    "encoding",
    "end",
    "end_lineno",
    "end_offset",
    "errno",
    "filename",
    "filename2",
    "lineno",
    "msg",
    "name",
    "obj",
    "object",
    "offset",
    "path",
    "reason",
    "start",
    "strerror",
    "value",
    "with_traceback",
];

impl<'a> Interpreter<'a> {
    pub(super) fn define_class(&mut self, of: &'a ast::StmtClassDef) -> Run<()> {
        let scope = self.type_scope(of.type_params.as_deref());
        let around = std::mem::replace(&mut self.scope, scope);
        let arguments = match &of.arguments {
            Some(arguments) => self.call_arguments(arguments),
            None => Ok(Arguments::default()),
        };
        self.scope = around;
        let arguments = arguments?;
        self.allow_bases(&arguments, of.name.range)?;
        let module = self.module();
        let frame = self.state.new_frame(Some(scope), FrameKind::Class(0), module);
        let class = self.new_class(Text::Source(of.name.as_str()), arguments.clone(), frame);
        let frame_of = self.state.frame_mut(frame);
        frame_of.kind = FrameKind::Class(class);
        let outer = std::mem::replace(&mut self.scope, frame);
        let current = self.current;
        let result = self.body(&of.body);
        self.scope = outer;
        self.current = current;
        result?;
        self.allow_members(class, of)?;
        let mut value = match self.metaclass_of(class) {
            Some(metaclass) => {
                let mut keywords = arguments.keywords.clone();
                keywords.retain(|(name, _)| &**name != "metaclass");
                self.made_by_metaclass(metaclass, class, keywords)?
            }
            None => {
                self.finish_class(class)?;
                let mut keywords = arguments.keywords.clone();
                keywords.retain(|(name, _)| &**name != "metaclass");
                self.announce(class, keywords, arguments.unknown)?;
                Value::Ref(class)
            }
        };
        for decorator in of.decorator_list.iter().rev() {
            let suspects = self.suspects.len();
            let with = self.evaluate(&decorator.expression)?;
            let range = decorator.expression.range();
            value = self.decorate(&with, value, CallSite { range, callee: range })?;
            self.decorators_called(suspects, range);
        }
        self.bind(of.name.as_str(), value);
        Ok(())
    }

    /// `__set_name__` of what the class holds.
    fn name_descriptors(&mut self, class: At, frame: usize) -> Run<()> {
        let named: Vec<(Text<'a>, Value<'a>, Value<'a>)> = self
            .state
            .frame(frame)
            .iter()
            .filter_map(|(name, value)| {
                let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
                let hook = self.class_attribute(instance.class, "__set_name__")?;
                Some((name.clone(), value.clone(), hook))
            })
            .collect();
        for (name, value, hook) in named {
            self.call_bound(hook, value, Arguments::of([Value::Ref(class), Value::Str(name)]))?;
        }
        Ok(())
    }

    /// `__init_subclass__` of the classes above.
    pub(super) fn announce(
        &mut self,
        class: At,
        keywords: Vec<(Text<'a>, Value<'a>)>,
        unknown: Option<Origin>,
    ) -> Run<()> {
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        let above = of.order.iter().skip(1).find_map(|at| match self.state.at(*at) {
            Object::Class(class) => self.state.frame(class.frame).get("__init_subclass__").cloned(),
            _ => None,
        });
        let Some(hook) = above else {
            if let Some((name, _)) = keywords.first()
                && self.is_followed(class)
            {
                let what = format!("`{}` has no use for the argument `{}`", self.class_name(class), &**name);
                let range = self.current;
                return Err(self.raised_at("TypeError", range, &what));
            }
            return Ok(());
        };
        let hook = match hook {
            Value::Descriptor(_, function) => (*function).clone(),
            hook => hook,
        };
        let why = Origin::Code(self.module(), self.current);
        let given = Arguments { positional: vec![Value::Ref(class)], keywords, unknown };
        self.call_value(&hook, given, why).map(|_| ())
    }

    pub(super) fn new_class(&mut self, name: Text<'a>, arguments: Arguments<'a>, frame: usize) -> At {
        let mut class = Class {
            name,
            kind: ClassKind::Plain,
            bases: arguments.positional.clone(),
            frame,
            order: Vec::new(),
            outside: arguments.unknown.map(Value::Unknown),
            metaclass: None,
            role: Role::None,
            fields: Vec::new(),
            annotations: Vec::new(),
            members: Vec::new(),
            keyword_only: Vec::new(),
            is_past_keyword_only: false,
            init_only: Vec::new(),
            is_abstract: false,
            options: None,
        };
        if let Some(metaclass) = arguments.keyword("metaclass") {
            match metaclass {
                Value::External(path) if &**path == "abc.ABCMeta" => class.is_abstract = true,
                Value::External(path) if &**path == "enum.EnumMeta" => {}
                Value::Ref(at) if self.is_metaclass(*at) => class.metaclass = Some(*at),
                _ => class.outside = Some(metaclass.clone()),
            }
        }
        for base in &arguments.positional {
            self.inherit(&mut class, base);
        }
        // Its instances have what a text has.
        let is_value = |base: &&Value<'a>| matches!(base, Value::Builtin("str" | "int" | "float"));
        if class.kind != ClassKind::Enum {
            class.outside =
                class.outside.take().or_else(|| arguments.positional.iter().find(is_value).cloned());
        }
        class.is_abstract |= class.role == Role::Operator;
        let (mut order, _) = self.resolution_order(&arguments.positional);
        if order.len() > MOST_ABOVE {
            order.clear();
            class.outside = Some(Value::Unknown(Origin::Note("a class with too many classes above it")));
        }
        let at = self.state.allocate(Object::Class(Box::new(class)));
        if let Object::Class(class) = self.state.at_mut(at) {
            class.order = std::iter::once(at).chain(order).collect();
        }
        at
    }

    /// A class with these bases, whose attributes lie in a frame.
    pub(super) fn new_class_in(&mut self, name: Text<'a>, bases: Vec<Value<'a>>, frame: usize) -> At {
        let class = self.new_class(name, Arguments::of(bases), frame);
        self.state.frame_mut(frame).kind = FrameKind::Class(class);
        class
    }

    fn inherit(&self, class: &mut Class<'a>, base: &Value<'a>) {
        let meaning = match base {
            Value::External(path) => self.meaning(path),
            _ => None,
        };
        match base {
            Value::External(path) => match (&**path, meaning) {
                (_, Some(Meaning::DagClass)) => class.role = Role::Dag,
                (_, Some(Meaning::TaskGroupClass)) => class.role = Role::Group,
                (_, Some(Meaning::BaseOperator | Meaning::Operator(_) | Meaning::SubDagOperator)) => {
                    class.role = Role::Operator;
                }
                ("enum.Enum" | "enum.IntEnum" | "enum.StrEnum" | "enum.Flag" | "enum.IntFlag", _) => {
                    class.kind = ClassKind::Enum;
                }
                ("typing.NamedTuple", _) => class.kind = ClassKind::NamedTuple,
                ("typing.TypedDict" | "typing_extensions.TypedDict", _) => class.kind = ClassKind::TypedDict,
                ("pydantic.BaseModel" | "pydantic.main.BaseModel" | "pydantic.v1.BaseModel", _) => {
                    class.kind = ClassKind::Model;
                }
                ("abc.ABC" | "typing.Protocol" | "typing_extensions.Protocol", _) => class.is_abstract = true,
                (path, _) if path.starts_with("typing.") || path.starts_with("typing_extensions.") => {}
                (path, _) if is_operator_name(path) => class.role = Role::Operator,
                _ => class.outside = Some(base.clone()),
            },
            Value::Ref(at) => match self.state.at(*at) {
                Object::Class(parent) => {
                    if parent.role != Role::None {
                        class.role = parent.role;
                    }
                    class.metaclass = class.metaclass.or(parent.metaclass);
                    class.is_abstract |= parent.is_abstract;
                    add_new(&mut class.init_only, &parent.init_only);
                    if parent.kind != ClassKind::Plain {
                        class.kind = parent.kind;
                    }
                    for (name, of, annotation) in &parent.annotations {
                        class.annotate(name.clone(), *of, annotation);
                    }
                    add_new(&mut class.keyword_only, &parent.keyword_only);
                    class.outside = class.outside.take().or_else(|| parent.outside.clone());
                    add_new(&mut class.fields, &parent.fields);
                }
                _ => class.outside = Some(base.clone()),
            },
            Value::Builtin("object" | "str" | "int" | "float") => {}
            Value::Builtin(name) if super::handler::is_exception(name) => {}
            // What a list or dictionary of its own does is not followed.
            Value::OneOf(values) => match values.iter().find(|one| matches!(one, Value::External(_))) {
                Some(one) => self.inherit(class, one),
                None => class.outside = Some(base.clone()),
            },
            _ => class.outside = Some(base.clone()),
        }
    }

    /// The order in which the classes above are asked (C3, as far as they are followed), and whether there is one in which
    /// each stands before those above it.
    pub(super) fn resolution_order(&self, bases: &[Value<'a>]) -> (Vec<At>, bool) {
        let mut lists: Vec<Vec<At>> = Vec::new();
        let mut direct = Vec::new();
        for base in bases {
            if let Value::Ref(at) = base
                && let Object::Class(class) = self.state.at(*at)
            {
                lists.push(class.order.clone());
                direct.push(*at);
            }
        }
        self.weigh(lists.iter().map(Vec::len).sum());
        if let ([_], [only]) = (direct.as_slice(), lists.as_mut_slice()) {
            return (std::mem::take(only), true);
        }
        lists.push(direct);
        self.merged(&lists)
    }

    /// The lists as one in which what stands before another does so too, if there is such a one.
    fn merged(&self, lists: &[Vec<At>]) -> (Vec<At>, bool) {
        // In how many lists a class still stands behind another.
        let mut behind: FxHashMap<At, usize> = FxHashMap::default();
        for at in lists.iter().flat_map(|list| list.iter().skip(1)) {
            *behind.entry(*at).or_default() += 1;
        }
        let mut heads = vec![0; lists.len()];
        let (mut order, mut seen, mut is_consistent) = (Vec::new(), FxHashSet::default(), true);
        loop {
            self.weigh(lists.len());
            let mut candidates = lists.iter().zip(&heads).filter_map(|(list, head)| list.get(*head));
            let Some(first) = candidates.clone().next() else { return (order, is_consistent) };
            let next = candidates.find(|at| behind.get(*at).is_none_or(|count| *count == 0));
            is_consistent &= next.is_some();
            let taken = *next.unwrap_or(first);
            order.push(taken);
            seen.insert(taken);
            for (list, head) in lists.iter().zip(&mut heads) {
                while list.get(*head).is_some_and(|at| seen.contains(at)) {
                    *head += 1;
                    if let Some(count) = list.get(*head).and_then(|at| behind.get_mut(at)) {
                        *count = count.saturating_sub(1);
                    }
                }
            }
        }
    }

    /// What the body of a class has made.
    pub(super) fn finish_class(&mut self, at: At) -> Run<()> {
        let Object::Class(class) = self.state.at(at) else { return Ok(()) };
        if class.kind != ClassKind::Enum {
            return self.name_descriptors(at, class.frame);
        }
        let frame = class.frame;
        let bases = class.bases.clone();
        let names: Vec<(Text<'a>, Value<'a>)> = self
            .state
            .frame(frame)
            .iter()
            .filter(|(name, value)| {
                let is_private = name.starts_with('_') && name.ends_with('_');
                !(is_private || matches!(value, Value::Function(_) | Value::Descriptor(..)))
            })
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let automatic = self.automatic(at);
        let mixes_text =
            automatic != Automatic::Name && bases.iter().any(|base| matches!(base, Value::Builtin("str")));
        let init = self.class_attribute(at, "__init__");
        let odd = self.class_attribute(at, "__new__").is_some();
        let mut members: Vec<(Text<'a>, Value<'a>)> = Vec::new();
        let mut before: Vec<Value<'a>> = Vec::new();
        for (name, value) in names {
            let value = match &value {
                Value::External(path) if &**path == "enum.auto()" => {
                    self.automatic_value(&automatic, &name, &before)?
                }
                _ => value,
            };
            before.push(value.clone());
            let value = match value {
                // What makes it is `str(number)`.
                Value::Int(number) if mixes_text => Value::text(number.to_string()),
                value => value,
            };
            // A second name for the same value is the same member.
            let same = members.iter().find(|(_, member)| {
                matches!(self.state.object(member), Some(Object::Instance(instance))
                    if instance.fields.get_text("_value_").is_some_and(|known| self.equal(known, &value) == Some(true)))
            });
            if let Some((_, member)) = same {
                let member = member.clone();
                members.push((name, member));
                continue;
            }
            let mut fields = Dict::default();
            let why = Origin::Note("a member of an enumeration");
            fields.set(Value::text("_name_"), Value::Str(name.clone()), why);
            fields.set(Value::text("name"), Value::Str(name.clone()), why);
            fields.set(Value::text("_value_"), value.clone(), why);
            fields.set(Value::text("value"), value.clone(), why);
            let open = odd.then_some(why);
            let member = self.state.make(Object::Instance(Box::new(Instance { class: at, fields, open })));
            if let Some(init) = &init {
                let arguments = match &value {
                    Value::Tuple(items) => Arguments::of(items.to_vec()),
                    value => Arguments::of([value.clone()]),
                };
                self.call_bound(init.clone(), member.clone(), arguments)?;
            }
            members.push((name, member));
        }
        if let Object::Class(class) = self.state.at_mut(at) {
            class.members = members;
        }
        Ok(())
    }

    /// An attribute that the class or one above it holds.
    pub(super) fn class_attribute(&self, class: At, name: &str) -> Option<Value<'a>> {
        let Object::Class(of) = self.state.at(class) else { return None };
        of.order.iter().find_map(|at| match self.state.at(*at) {
            Object::Class(class) => self.state.frame(class.frame).get(name).cloned().map(Value::present),
            _ => None,
        })
    }

    /// Whether an attribute is one that instances have because their class is an exception.
    pub(super) fn is_of_exceptions(&self, class: At, name: &str) -> bool {
        let is_exception = |at: &At| match self.state.at(*at) {
            Object::Class(above) => above
                .bases
                .iter()
                .any(|base| matches!(base, Value::Builtin(name) if super::handler::is_exception(name))),
            _ => false,
        };
        OF_EXCEPTIONS.contains(&name)
            && matches!(self.state.at(class), Object::Class(of) if of.order.iter().any(is_exception))
    }

    /// Whether attributes may come from something that is not followed.
    pub(super) fn has_outside(&self, class: At) -> bool {
        match self.state.at(class) {
            Object::Class(class) => {
                class.outside.is_some() || !matches!(class.role, Role::None | Role::Placeholder)
            }
            _ => true,
        }
    }

    pub(super) fn kind_of(&self, class: At) -> Option<ClassKind> {
        match self.state.at(class) {
            Object::Class(class) => Some(class.kind),
            _ => None,
        }
    }

    pub(super) fn class_of(&self, value: &Value<'a>, why: Origin) -> Value<'a> {
        match value {
            Value::Str(_) => Value::Builtin("str"),
            Value::Int(_) => Value::Builtin("int"),
            Value::Bool(_) => Value::Builtin("bool"),
            Value::Float(_) => Value::Builtin("float"),
            Value::Tuple(_) => Value::Builtin("tuple"),
            Value::Ref(at) => match self.state.at(*at) {
                Object::Instance(instance) => Value::Ref(instance.class),
                Object::Dag(dag) => dag.class.map_or(Value::Unknown(why), Value::Ref),
                Object::Task(task) => task.class.map_or(Value::Unknown(why), Value::Ref),
                Object::List(_) => Value::Builtin("list"),
                Object::Dict(_) => Value::Builtin("dict"),
                Object::Set(_) => Value::Builtin("set"),
                Object::Class(_) => value.clone(),
                _ => Value::Unknown(why),
            },
            _ => Value::Unknown(why),
        }
    }

    /// The text or number that an instance is as well: a member of `class Kind(str, Enum)`.
    pub(super) fn mixed_in(&self, value: &Value<'a>) -> Option<Value<'a>> {
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        let Object::Class(class) = self.state.at(instance.class) else { return None };
        if class.kind != ClassKind::Enum {
            return None;
        }
        let mixes = class.order.iter().any(|at| match self.state.at(*at) {
            Object::Class(class) => class.bases.iter().any(|base| match base {
                Value::Builtin(name) => matches!(*name, "str" | "int" | "float"),
                Value::External(path) => matches!(&**path, "enum.StrEnum" | "enum.IntEnum"),
                _ => false,
            }),
            _ => false,
        });
        if !mixes {
            return None;
        }
        instance.fields.get_text("_value_").cloned()
    }

    pub(super) fn is_named_tuple(&self, class: At) -> bool {
        self.kind_of(class) == Some(ClassKind::NamedTuple)
    }

    pub(super) fn named_tuple_items(&self, value: &Value<'a>) -> Option<Vec<Value<'a>>> {
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        let Object::Class(class) = self.state.at(instance.class) else { return None };
        self.weigh(class.fields.len().saturating_mul(ENTRY));
        class.fields.iter().map(|name| instance.fields.get(&Value::Str(name.clone())).cloned()).collect()
    }
}

/// Names that are not among these yet.
fn add_new<'a>(names: &mut Vec<Text<'a>>, more: &[Text<'a>]) {
    for name in more {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
}

/// Whether a path that is not followed is that of an operator or sensor, as everybody names them.
pub(super) fn is_operator_name(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.ends_with("Operator")
        || name.ends_with("Sensor")
        || name.ends_with("OperatorAsync")
        || name.ends_with("SensorAsync")
}
