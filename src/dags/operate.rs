//! Running module code on values that may be unknown: operators, comparisons, truth.

use std::rc::Rc;

use super::constant::{self, Answer, Constant, Operator};
use super::dict::{Dict, is_key};
use super::interpret::{ENTRY, Interpreter, Run};
use super::object::{At, ClassKind, List, Object, SHUFFLED, either_open};
use super::path;
use super::pure_path::{path_text, pure_join, pure_text};
use super::value::{Arguments, Located, Origin, Text, Value};
use crate::python::ast;
use crate::python::{Ranged, TextRange};

/// The most pairs of alternatives that an operator looks at.
const MOST_PAIRS: usize = 48;
/// The most elements that are added at once.
const MOST_ELEMENTS: usize = 20_000;
/// The deepest container that is looked into.
const DEEPEST: usize = 24;

impl<'a> Interpreter<'a> {
    /// A value without identity, when everything in it is known.
    pub(super) fn constant(&self, value: &Value<'a>) -> Option<Constant> {
        self.constant_to(value, DEEPEST)
    }

    fn constant_to(&self, value: &Value<'a>, depth: usize) -> Option<Constant> {
        let depth = depth.checked_sub(1)?;
        self.look(|| self.constant_of(value, depth))
    }

    fn constant_of(&self, value: &Value<'a>, depth: usize) -> Option<Constant> {
        self.weigh(1);
        let all = |items: &[Value<'a>]| {
            items.iter().map(|item| self.constant_to(item, depth)).collect::<Option<Rc<[Constant]>>>()
        };
        Some(match value {
            Value::None => Constant::None,
            Value::Bool(of) => Constant::Bool(*of),
            Value::Int(of) => Constant::Int(*of),
            Value::Float(of) => Constant::Float(*of),
            Value::Str(text) => {
                self.weigh_text(text);
                Constant::Str(text.shared())
            }
            Value::Plain(of) => of.as_ref().clone(),
            Value::Tuple(items) => Constant::Tuple(all(items)?),
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) if list.is_exact() => Constant::List(all(&list.items)?),
                Object::Dict(dict) if dict.is_exact() => {
                    let entries = dict.iter().map(|(key, value)| {
                        Some((self.constant_to(key, depth)?, self.constant_to(value, depth)?))
                    });
                    Constant::Dict(entries.collect::<Option<Rc<[_]>>>()?)
                }
                Object::Set(set) if set.is_exact() => {
                    let items: Vec<Value<'a>> = set.iter().map(|(key, _)| key.clone()).collect();
                    Constant::Set(all(&items)?)
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    /// A value of what is known.
    pub(super) fn value_of(&mut self, known: Constant) -> Value<'a> {
        self.weigh(1);
        match known {
            Constant::None => Value::None,
            Constant::Bool(of) => Value::Bool(of),
            Constant::Int(of) => Value::Int(of),
            Constant::Float(of) => Value::Float(of),
            Constant::Str(text) => {
                self.weigh_text(&text);
                Value::Str(Text::Made(text))
            }
            Constant::Tuple(items) => {
                Value::Tuple(items.iter().map(|item| self.value_of(item.clone())).collect())
            }
            Constant::List(items) => {
                let items = items.iter().map(|item| self.value_of(item.clone())).collect();
                self.list(items)
            }
            Constant::Set(items) => {
                let items: Vec<Value<'a>> = items.iter().map(|item| self.value_of(item.clone())).collect();
                let set = items.into_iter().map(|item| (item, Value::None)).collect();
                self.state.make(Object::Set(set))
            }
            Constant::Dict(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| (self.value_of(key.clone()), self.value_of(value.clone())))
                    .collect();
                self.state.make(Object::Dict(entries.into_iter().collect()))
            }
            other => Value::Plain(Rc::new(other)),
        }
    }

    /// What an operation on known values gave.
    pub(super) fn answer(&mut self, answer: Answer, range: TextRange) -> Run<Value<'a>> {
        match answer {
            Answer::Known(known) => Ok(self.value_of(known)),
            Answer::Raises(class) => {
                let text = self.words(Origin::Code(self.module(), range));
                Err(self.raised_at(class, range, &format!("`{text}` cannot be computed")))
            }
            Answer::Unknown => Ok(Value::Unknown(Origin::Code(self.module(), range))),
        }
    }

    /// The elements of what can be iterated, when all are known to be there.
    pub(super) fn items(&mut self, value: &Value<'a>) -> Option<Vec<Value<'a>>> {
        let list = self.elements(value)?;
        list.is_exact().then_some(list.items)
    }

    /// The elements of what can be iterated. An iterator is empty afterwards.
    pub(super) fn elements(&mut self, value: &Value<'a>) -> Option<List<'a>> {
        let list = self.elements_of(value)?;
        self.weigh(list.items.len());
        Some(list)
    }

    fn elements_of(&mut self, value: &Value<'a>) -> Option<List<'a>> {
        Some(match value {
            Value::Tuple(items) => List::of(items.to_vec()),
            Value::Str(text) if text.len() <= 4096 => {
                List::of(text.chars().map(|c| Value::text(c.to_string())).collect())
            }
            Value::Variables(frame) => {
                let frame = self.state.frame(*frame);
                List {
                    items: frame.iter().map(|(name, _)| Value::Str(name.clone())).collect(),
                    open: frame.open,
                }
            }
            Value::Ref(at) => return self.elements_of_object(*at, value),
            Value::Partial(_) => List::of(super::url::parts(value)?),
            Value::OneOf(values) => {
                let values = values.clone();
                let mut all = values.iter().filter(|one| **one != Value::None).map(|one| self.elements(one));
                let mut first = all.next()??;
                let rest: Option<Vec<List<'a>>> = all.collect();
                for other in rest? {
                    if !first.join(other) {
                        return None;
                    }
                }
                first
            }
            _ => return None,
        })
    }

    fn elements_of_object(&mut self, at: At, value: &Value<'a>) -> Option<List<'a>> {
        Some(match self.state.at(at) {
            Object::List(list) => list.clone(),
            Object::Iterator(_) => {
                self.used_up(at);
                match self.state.at_mut(at) {
                    Object::Iterator(rest) => {
                        let taken = List::from(std::mem::take(rest));
                        // How far one without an end was taken is not known.
                        rest.open = taken.open.filter(|why| *why == super::endless::ENDLESS);
                        taken
                    }
                    _ => return None,
                }
            }
            Object::Dict(dict) | Object::Set(dict) => {
                let key = |(key, value): (&Value<'a>, &Value<'a>)| {
                    if value.may_be_absent() {
                        Value::either(key.clone(), Value::Absent)
                    } else {
                        key.clone()
                    }
                };
                let is_set = matches!(self.state.at(at), Object::Set(_));
                let open = dict.list_open().or((is_set && dict.len() > 1).then_some(SHUFFLED));
                List { items: dict.iter().map(key).collect(), open }
            }
            Object::Class(class) if class.kind == ClassKind::Enum => {
                let mut seen: Vec<Value<'a>> = Vec::new();
                for (_, member) in &class.members {
                    if !seen.contains(member) {
                        seen.push(member.clone());
                    }
                }
                List::of(seen)
            }
            Object::Instance(instance) => {
                let class = instance.class;
                if self.is_named_tuple(class) {
                    return Some(List::of(self.named_tuple_items(value)?));
                }
                let iter = self.class_attribute(class, "__iter__")?;
                let result = self.call_bound(iter, value.clone(), Arguments::default()).ok()?;
                if result == *value {
                    return None;
                }
                return self.elements(&result);
            }
            _ => return None,
        })
    }

    /// Whether a value can be iterated at all, as far as that is known.
    pub(super) fn is_iterable(&self, value: &Value<'a>) -> bool {
        !matches!(value, Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Function(_))
    }

    /// Whether a value counts as true.
    pub(super) fn truth(&self, value: &Value<'a>) -> Option<bool> {
        let full = |len: usize, exact: bool, open: bool| match (len, exact, open) {
            (0, _, false) => Some(false),
            (1.., true, _) => Some(true),
            _ => None,
        };
        match value {
            Value::Unknown(_) | Value::Absent => None,
            Value::None => Some(false),
            Value::Bool(of) => Some(*of),
            Value::Int(of) => Some(*of != 0),
            Value::Float(of) => Some(*of != 0.0),
            Value::Str(text) => Some(!text.is_empty()),
            Value::Plain(of) => Some(constant::truth(of)),
            Value::Tuple(items) => Some(!items.is_empty()),
            Value::External(path) => match &**path {
                "typing.TYPE_CHECKING" | "typing_extensions.TYPE_CHECKING" => Some(false),
                "__name__" => Some(true),
                path => self.airflow_truth(path),
            },
            Value::OneOf(values) => {
                let mut all = values.iter().map(|value| self.truth(value));
                let first = all.next()??;
                all.all(|other| other == Some(first)).then_some(first)
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) => {
                    let surely = list.items.iter().any(|item| !item.may_be_absent());
                    full(list.items.len(), surely, list.open.is_some())
                }
                Object::Dict(dict) | Object::Set(dict) => {
                    let surely = dict.iter().any(|(_, value)| !value.may_be_absent());
                    full(dict.len(), surely, dict.open.is_some())
                }
                Object::Instance(instance) => {
                    if let Some(plain) = self.mixed_in(value) {
                        return self.truth(&plain);
                    }
                    let own = ["__bool__", "__len__"]
                        .iter()
                        .any(|name| self.class_attribute(instance.class, name).is_some());
                    (!own && !self.has_outside(instance.class)).then_some(true)
                }
                Object::Opaque(_) => None,
                _ => Some(true),
            },
            _ => Some(true),
        }
    }

    fn airflow_truth(&self, path: &str) -> Option<bool> {
        match path {
            "airflow.utils.types.NOTSET" => Some(false),
            "airflow.version_compat.AIRFLOW_V_3_0_PLUS" => {
                Some(self.airflow == crate::airflow::Airflow::Three)
            }
            // Classes and functions of Airflow are true.
            path => {
                let last = path.rsplit('.').next().unwrap_or(path);
                (path.starts_with("airflow.")
                    && last.chars().next().is_some_and(char::is_uppercase)
                    && !last.chars().all(|c| c.is_uppercase() || c == '_' || c.is_ascii_digit()))
                .then_some(true)
            }
        }
    }

    pub(super) fn compare(&mut self, op: ast::CmpOp, left: &Value<'a>, right: &Value<'a>) -> Option<bool> {
        if let Some(method) = self.comparison_method(op, left) {
            let result = self.call_bound(method, left.clone(), Arguments::of([right.clone()])).ok()?;
            let truth = self.truth(&result)?;
            return Some(truth == (op != ast::CmpOp::NotEq));
        }
        if matches!((left, right), (Value::OneOf(_), _) | (_, Value::OneOf(_))) {
            let (lefts, rights) = (left.alternatives().to_vec(), right.alternatives().to_vec());
            if lefts.len() * rights.len() > MOST_PAIRS {
                return None;
            }
            let mut all = None;
            for one in &lefts {
                for other in &rights {
                    let result = self.compare(op, one, other)?;
                    if all.is_some_and(|all| all != result) {
                        return None;
                    }
                    all = Some(result);
                }
            }
            return all;
        }
        match op {
            ast::CmpOp::Is | ast::CmpOp::IsNot => {
                let same = self.is_same(left, right)?;
                Some(same == (op == ast::CmpOp::Is))
            }
            ast::CmpOp::Eq | ast::CmpOp::NotEq => {
                let equal = self.equal(left, right)?;
                Some(equal == (op == ast::CmpOp::Eq))
            }
            ast::CmpOp::In | ast::CmpOp::NotIn => {
                let holds = self.contains(right, left)?;
                Some(holds == (op == ast::CmpOp::In))
            }
            ast::CmpOp::Lt | ast::CmpOp::LtE | ast::CmpOp::Gt | ast::CmpOp::GtE => {
                let (left, right) = (
                    self.known_version(left).or_else(|| self.constant(left))?,
                    self.known_version(right).or_else(|| self.constant(right))?,
                );
                let op = match op {
                    ast::CmpOp::Lt => Operator::Lt,
                    ast::CmpOp::LtE => Operator::LtE,
                    ast::CmpOp::Gt => Operator::Gt,
                    _ => Operator::GtE,
                };
                match constant::compare(op, &left, &right) {
                    Answer::Known(Constant::Bool(result)) => Some(result),
                    _ => None,
                }
            }
        }
    }

    /// `__eq__`, `__lt__`, … of a class of the package.
    fn comparison_method(&self, op: ast::CmpOp, left: &Value<'a>) -> Option<Value<'a>> {
        let Some(Object::Instance(instance)) = self.state.object(left) else { return None };
        let name = match op {
            ast::CmpOp::Eq | ast::CmpOp::NotEq => "__eq__",
            ast::CmpOp::Lt => "__lt__",
            ast::CmpOp::LtE => "__le__",
            ast::CmpOp::Gt => "__gt__",
            ast::CmpOp::GtE => "__ge__",
            _ => return None,
        };
        self.class_attribute(instance.class, name)
    }

    /// `sys.version_info`, as far as the target says it.
    fn known_version(&self, value: &Value<'a>) -> Option<Constant> {
        match value {
            Value::External(path) if &**path == "sys.version_info" => {
                let numbers = [Constant::Int(3), Constant::Int(i64::from(self.python)), Constant::Int(99)];
                Some(Constant::Tuple(numbers.into_iter().collect()))
            }
            _ => None,
        }
    }

    fn is_same(&self, left: &Value<'a>, right: &Value<'a>) -> Option<bool> {
        match (left, right) {
            (Value::Unknown(Origin::Text(..)), Value::None)
            | (Value::None, Value::Unknown(Origin::Text(..))) => Some(false),
            (Value::Unknown(_) | Value::Absent, _) | (_, Value::Unknown(_) | Value::Absent) => None,
            (Value::None, Value::External(_)) | (Value::External(_), Value::None) => None,
            (Value::Ref(one), Value::Ref(other)) => Some(one == other),
            (Value::None | Value::Bool(_), _) | (_, Value::None | Value::Bool(_)) => Some(left == right),
            (Value::Builtin(_), Value::Builtin(_)) => Some(left == right),
            _ if left == right => None,
            (Value::Str(_) | Value::Int(_) | Value::Float(_), Value::Ref(_)) => Some(false),
            _ => None,
        }
    }

    pub(super) fn equal(&self, left: &Value<'a>, right: &Value<'a>) -> Option<bool> {
        self.look(|| self.equal_within(left, right))
    }

    fn equal_within(&self, left: &Value<'a>, right: &Value<'a>) -> Option<bool> {
        match (left, right) {
            (Value::Unknown(Origin::Text(..)), Value::None)
            | (Value::None, Value::Unknown(Origin::Text(..))) => Some(false),
            (Value::Unknown(_) | Value::Absent | Value::OneOf(_), _)
            | (_, Value::Unknown(_) | Value::Absent | Value::OneOf(_)) => None,
            // The made-up name of the file, which is not `__main__`.
            (Value::External(name), Value::Str(text)) | (Value::Str(text), Value::External(name))
                if &**name == "__name__" =>
            {
                if text.starts_with("unusual_prefix_") {
                    None
                } else {
                    Some(false)
                }
            }
            (Value::External(one), Value::External(other)) => (one == other).then_some(true),
            (Value::External(_), _) | (_, Value::External(_)) => None,
            (Value::Located(one), Value::Located(other)) if one == other => Some(true),
            (Value::Located(_), Value::None | Value::Int(_) | Value::Bool(_)) => Some(false),
            (Value::Located(_), _) | (_, Value::Located(_)) => None,
            // What is kept as a call is not compared; it is not `None`.
            (Value::Partial(_), Value::None) | (Value::None, Value::Partial(_)) => Some(false),
            (Value::Partial(_), _) | (_, Value::Partial(_)) => (left == right).then_some(true),
            (Value::Tuple(one), Value::Tuple(other)) => self.all_equal(one, other),
            (Value::Ref(one), Value::Ref(other)) => self.equal_objects(*one, *other, left, right),
            (Value::Ref(_), other) => match self.mixed_in(left) {
                Some(plain) => self.equal(&plain, other),
                None => self.differs_from_plain(left),
            },
            (other, Value::Ref(_)) => match self.mixed_in(right) {
                Some(plain) => self.equal(&plain, other),
                None => self.differs_from_plain(right),
            },
            (one, other) => match (self.constant(one), self.constant(other)) {
                (Some(one), Some(other)) => constant::equal(&one, &other),
                _ => Some(one == other).filter(|_| one.is_known() && other.is_known()),
            },
        }
    }

    /// An object beside a number, a text, `None`: not equal, unless its class has a say.
    fn differs_from_plain(&self, object: &Value<'a>) -> Option<bool> {
        match self.state.object(object)? {
            Object::Opaque(_) => None,
            Object::Instance(instance) => {
                let own = self.class_attribute(instance.class, "__eq__").is_some();
                (!own && !self.has_outside(instance.class)).then_some(false)
            }
            _ => Some(false),
        }
    }

    fn all_equal(&self, one: &[Value<'a>], other: &[Value<'a>]) -> Option<bool> {
        if one.len() != other.len() {
            return Some(false);
        }
        let mut all = Some(true);
        for (one, other) in one.iter().zip(other) {
            match self.equal(one, other) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }

    fn equal_objects(&self, one: At, other: At, left: &Value<'a>, right: &Value<'a>) -> Option<bool> {
        if one == other {
            return match self.state.at(one) {
                Object::Opaque(_) => None,
                _ => Some(true),
            };
        }
        match (self.state.at(one), self.state.at(other)) {
            (Object::List(one), Object::List(other)) if one.is_exact() && other.is_exact() => {
                self.all_equal(&one.items, &other.items)
            }
            (Object::Dict(_), Object::Dict(_)) | (Object::Set(_), Object::Set(_)) => {
                constant::equal(&self.constant(left)?, &self.constant(right)?)
            }
            (Object::Instance(a), Object::Instance(b)) => {
                if let (Some(a), Some(b)) = (self.mixed_in(left), self.mixed_in(right)) {
                    return self.equal(&a, &b);
                }
                let class = |at: At| match self.state.at(at) {
                    Object::Class(class) => Some(class.kind),
                    _ => None,
                };
                (a.class == b.class && class(a.class) == Some(ClassKind::Enum)).then_some(false)
            }
            (Object::Class(_), Object::Class(_)) => Some(false),
            _ => None,
        }
    }

    /// Whether `container` holds `item`.
    pub(super) fn contains(&mut self, container: &Value<'a>, item: &Value<'a>) -> Option<bool> {
        match container {
            Value::Variables(frame) => {
                let frame = self.state.frame(*frame);
                match frame.get(item.as_str()?) {
                    Some(value) => (!value.may_be_absent()).then_some(true),
                    None => frame.open.is_none().then_some(false),
                }
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::Dict(dict) | Object::Set(dict) => {
                    if !is_key(item) {
                        return (dict.len() == 0 && dict.open.is_none()).then_some(false);
                    }
                    match dict.get(item) {
                        Some(value) => (!value.may_be_absent()).then_some(true),
                        None => {
                            (dict.open.is_none() && dict.iter().all(|(key, _)| is_key(key))).then_some(false)
                        }
                    }
                }
                Object::Instance(instance) => {
                    let class = instance.class;
                    let own = self.class_attribute(class, "__contains__")?;
                    let result =
                        self.call_bound(own, container.clone(), Arguments::of([item.clone()])).ok()?;
                    self.truth(&result)
                }
                Object::List(_) | Object::Class(_) => self.is_among(container, item),
                _ => None,
            },
            Value::Tuple(_) => self.is_among(container, item),
            container => {
                let (container, item) = (self.constant(container)?, self.constant(item)?);
                match constant::compare(Operator::In, &item, &container) {
                    Answer::Known(Constant::Bool(result)) => Some(result),
                    _ => None,
                }
            }
        }
    }

    fn is_among(&mut self, container: &Value<'a>, item: &Value<'a>) -> Option<bool> {
        let list = self.elements(container)?;
        let mut result = list.is_closed().then_some(false);
        for one in list.items {
            let maybe = one.may_be_absent();
            match self.equal(&one.present(), item) {
                Some(true) if !maybe => return Some(true),
                Some(false) => {}
                _ => result = None,
            }
        }
        result
    }

    pub(super) fn unary(&mut self, op: ast::UnaryOp, value: &Value<'a>, why: Origin) -> Value<'a> {
        if op == ast::UnaryOp::Not {
            return self.truth(value).map_or(Value::Unknown(why), |truth| Value::Bool(!truth));
        }
        let Some(known) = self.constant(value) else { return Value::Unknown(why) };
        let op = match op {
            ast::UnaryOp::USub => constant::number::Unary::Minus,
            ast::UnaryOp::UAdd => constant::number::Unary::Plus,
            _ => constant::number::Unary::Invert,
        };
        match constant::number::unary(op, &known) {
            Answer::Known(known) => self.value_of(known),
            _ => Value::Unknown(why),
        }
    }

    pub(super) fn augment(&mut self, of: &'a ast::StmtAugAssign) -> Run<()> {
        let left = self.evaluate(&of.target)?;
        let right = self.evaluate(&of.value)?;
        let why = self.origin(of);
        // Lists, dictionaries and sets change in place.
        if let (Value::Ref(at), ast::Operator::Add | ast::Operator::BitOr) = (&left, of.op) {
            match self.state.at(*at) {
                Object::List(_) if of.op == ast::Operator::Add => {
                    self.extend(*at, &right, why);
                    return self.assign(&of.target, left);
                }
                Object::Dict(_) | Object::Set(_) if of.op == ast::Operator::BitOr => {
                    self.update(*at, &right, why);
                    return self.assign(&of.target, left);
                }
                _ => {}
            }
        }
        if let (Value::External(path), ast::Operator::Add) = (&left, of.op)
            && &**path == "sys.path"
        {
            self.add_roots(&right, false);
            return Ok(());
        }
        let value = self.binary(of.op, &left, &right, of.range())?;
        self.assign(&of.target, value)
    }

    pub(super) fn extend(&mut self, at: At, with: &Value<'a>, why: Origin) {
        let more = self.elements(with).filter(|more| more.items.len() <= MOST_ELEMENTS);
        self.steps = self.steps.saturating_add(more.as_ref().map_or(0, |more| more.items.len() / 4));
        match (self.state.at_mut(at), more) {
            (Object::List(list), Some(more)) => {
                list.items.extend(more.items);
                list.open = either_open(list.open, more.open);
            }
            (Object::List(list), None) => list.open = Some(why),
            _ => {}
        }
    }

    pub(super) fn update(&mut self, at: At, with: &Value<'a>, why: Origin) {
        let is_set = matches!(self.state.at(at), Object::Set(_));
        let other = match (is_set, self.mapping(with)) {
            (false, Some(other)) => Some(other),
            _ => self.elements(with).and_then(|list| self.entries_of(list, is_set)),
        };
        if let Object::Dict(dict) | Object::Set(dict) = self.state.at_mut(at) {
            match other {
                Some(other) => dict.update(&other),
                None if is_set => dict.loosen(why),
                None => dict.blur(why),
            }
        }
        self.write_through(at);
    }

    /// What is set in the `__dict__` of an instance is set in the instance.
    pub(super) fn write_through(&mut self, at: At) {
        if let Object::Dict(dict) = self.state.at(at)
            && let Some(instance) = dict.mirrors
        {
            let fields = Dict { mirrors: None, ..dict.clone() };
            if let Object::Instance(instance) = self.state.at_mut(instance) {
                instance.fields = fields;
            }
        }
    }

    /// A dictionary of pairs, or a set of elements.
    pub(super) fn entries_of(&mut self, list: List<'a>, is_set: bool) -> Option<Dict<'a>> {
        let shuffled = list.open == Some(SHUFFLED);
        let open = list.open.filter(|why| *why != SHUFFLED);
        let mut dict = Dict { open, shuffled, ..Dict::default() };
        self.weigh(ENTRY * list.items.len());
        for item in list.items {
            let maybe = item.may_be_absent();
            let item = item.present();
            let (key, value) = if is_set {
                (item, Value::None)
            } else {
                match <[Value<'a>; 2]>::try_from(self.items(&item)?) {
                    Ok([key, value]) => (key, value),
                    Err(_) => return None,
                }
            };
            let value = if maybe { Value::either(value, Value::Absent) } else { value };
            dict.set(key, value, Origin::Note("a key that is not known"));
        }
        Some(dict)
    }

    pub(super) fn binary(
        &mut self,
        op: ast::Operator,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<Value<'a>> {
        let why = Origin::Code(self.module(), range);
        if matches!((left, right), (Value::OneOf(_), _) | (_, Value::OneOf(_))) {
            let (lefts, rights) = (left.alternatives().to_vec(), right.alternatives().to_vec());
            if lefts.len() * rights.len() > MOST_PAIRS {
                return Ok(Value::Unknown(why));
            }
            let mut all = None;
            for one in &lefts {
                for other in &rights {
                    // What would raise is not what the author means.
                    let result = self.binary(op, one, other, range).unwrap_or(Value::Unknown(why));
                    all = Some(all.map_or(result.clone(), |all| Value::either(all, result)));
                }
            }
            return Ok(all.unwrap_or(Value::Unknown(why)));
        }
        if matches!(op, ast::Operator::RShift | ast::Operator::LShift)
            && let Some(result) = self.relate(op == ast::Operator::RShift, left, right, range)
        {
            return Ok(result);
        }
        // `task | other` needs inlets and outlets.
        if op == ast::Operator::BitOr && matches!(self.state.object(left), Some(Object::Task(_))) {
            self.hazard(why, "TypeError", true);
            return Ok(right.clone());
        }
        if let Some(result) = self.special_operator(op, left, right)? {
            return Ok(result);
        }
        let (left, right) =
            (self.mixed_in(left).unwrap_or(left.clone()), self.mixed_in(right).unwrap_or(right.clone()));
        match (op, &left, &right) {
            (ast::Operator::Add, Value::Located(path), Value::Str(text)) if path.is_text => {
                return Ok(self.located_text(&format!("{}{}", path.path, &**text), why));
            }
            (ast::Operator::Div, Value::Located(path), Value::Str(text)) if !path.is_text => {
                return Ok(path::join(&path.path, text).map_or(Value::Unknown(why), |path| {
                    Value::Located(Located { path: path.into(), is_text: false })
                }));
            }
            (ast::Operator::Div, Value::Located(path), Value::Partial(_)) if !path.is_text => {
                let joined = pure_text(&right).and_then(|more| path::join(&path.path, &more));
                return Ok(joined.map_or(Value::Unknown(why), |path| {
                    Value::Located(Located { path: path.into(), is_text: false })
                }));
            }
            (ast::Operator::Div, Value::Partial(_), _)
            | (ast::Operator::Div, Value::Str(_), Value::Partial(_))
                if pure_text(&left).or(pure_text(&right)).is_some() =>
            {
                let both = path_text(&left).zip(path_text(&right));
                return Ok(both.map_or(Value::Unknown(why), |(text, more)| pure_join(&text, &more)));
            }
            (ast::Operator::Add, folders @ Value::Ref(_), Value::External(known))
            | (ast::Operator::Add, Value::External(known), folders @ Value::Ref(_))
                if &**known == "sys.path" =>
            {
                let first = matches!(&left, Value::Ref(_));
                return Ok(Value::Partial(Rc::new((
                    Value::External("sys.path".into()),
                    Arguments::of([folders.clone(), Value::Bool(first)]),
                ))));
            }
            (ast::Operator::Add, Value::Ref(one), Value::Ref(other)) => {
                if let (Object::List(one), Object::List(other)) = (self.state.at(*one), self.state.at(*other))
                {
                    if one.items.len() + other.items.len() > MOST_ELEMENTS {
                        return Ok(Value::Unknown(why));
                    }
                    let items = one.items.iter().chain(&other.items).cloned().collect();
                    let open = either_open(one.open, other.open);
                    return Ok(self.state.make(Object::List(List { items, open })));
                }
            }
            (ast::Operator::Add, Value::Tuple(one), Value::Tuple(other)) => {
                if one.len() + other.len() > MOST_ELEMENTS {
                    return Ok(Value::Unknown(why));
                }
                return Ok(Value::tuple(one.iter().chain(other.iter()).cloned().collect(), why));
            }
            (ast::Operator::Mult, Value::Ref(at), Value::Int(times)) => {
                if let Object::List(list) = self.state.at(*at)
                    && let Ok(times) = usize::try_from((*times).max(0))
                    && list.items.len().saturating_mul(times) <= 10_000
                {
                    let times_over =
                        list.items.iter().cycle().take(list.items.len() * times).cloned().collect();
                    let (items, open) = (times_over, list.open);
                    return Ok(self.state.make(Object::List(List { items, open })));
                }
            }
            (ast::Operator::BitOr, Value::Ref(one), Value::Ref(_)) => {
                if let Object::Dict(dict) | Object::Set(dict) = self.state.at(*one) {
                    let is_set = matches!(self.state.at(*one), Object::Set(_));
                    let dict = dict.clone();
                    let copy =
                        self.state.allocate(if is_set { Object::Set(dict) } else { Object::Dict(dict) });
                    self.update(copy, &right, why);
                    return Ok(Value::Ref(copy));
                }
            }
            (ast::Operator::Mod, Value::Str(template), right) => {
                return self.percent(template, right, range);
            }
            _ => {}
        }
        let (Some(one), Some(other)) = (self.constant(&left), self.constant(&right)) else {
            return Ok(Value::Unknown(why));
        };
        let Some(op) = operator(op) else { return Ok(Value::Unknown(why)) };
        let answer = constant::number::binary(op, &one, &other);
        self.answer(answer, range)
    }

    fn percent(&mut self, template: &Text<'a>, right: &Value<'a>, range: TextRange) -> Run<Value<'a>> {
        let shown = match right {
            Value::Tuple(items) => {
                let mut all = Vec::new();
                for item in items.iter() {
                    match self.showable(item, range)? {
                        Some(known) => all.push(known),
                        None => return Ok(Value::Unknown(Origin::Code(self.module(), range))),
                    }
                }
                Constant::Tuple(all.into())
            }
            value => match self.showable(value, range)? {
                Some(known) => known,
                None => return Ok(Value::Unknown(Origin::Code(self.module(), range))),
            },
        };
        let answer = constant::format::percent(template, &shown);
        self.answer(answer, range)
    }

    /// A value that is only shown: what is known of it, or its text.
    pub(super) fn showable(&mut self, value: &Value<'a>, range: TextRange) -> Run<Option<Constant>> {
        if let Some(known) = self.constant(value) {
            return Ok(Some(known));
        }
        Ok(self.text_of(value, range)?.and_then(|text| match text {
            Value::Str(text) => Some(Constant::Str(text.shared())),
            _ => None,
        }))
    }

    /// `__add__`, `__truediv__`, … of a class of the package.
    fn special_operator(
        &mut self,
        op: ast::Operator,
        left: &Value<'a>,
        right: &Value<'a>,
    ) -> Run<Option<Value<'a>>> {
        let Some(Object::Instance(instance)) = self.state.object(left) else { return Ok(None) };
        let name = match op {
            ast::Operator::Add => "__add__",
            ast::Operator::Sub => "__sub__",
            ast::Operator::Mult => "__mul__",
            ast::Operator::Div => "__truediv__",
            ast::Operator::Mod => "__mod__",
            ast::Operator::BitOr => "__or__",
            ast::Operator::BitAnd => "__and__",
            ast::Operator::RShift => "__rshift__",
            ast::Operator::LShift => "__lshift__",
            _ => return Ok(None),
        };
        match self.class_attribute(instance.class, name) {
            Some(method) => self.call_bound(method, left.clone(), Arguments::of([right.clone()])).map(Some),
            None => Ok(None),
        }
    }
}

fn operator(op: ast::Operator) -> Option<Operator> {
    Some(match op {
        ast::Operator::Add => Operator::Add,
        ast::Operator::Sub => Operator::Sub,
        ast::Operator::Mult => Operator::Mult,
        ast::Operator::Div => Operator::Div,
        ast::Operator::FloorDiv => Operator::FloorDiv,
        ast::Operator::Mod => Operator::Mod,
        ast::Operator::Pow => Operator::Pow,
        ast::Operator::BitOr => Operator::BitOr,
        ast::Operator::BitAnd => Operator::BitAnd,
        ast::Operator::BitXor => Operator::BitXor,
        ast::Operator::LShift => Operator::LShift,
        ast::Operator::RShift => Operator::RShift,
        ast::Operator::MatMult => return None,
    })
}
