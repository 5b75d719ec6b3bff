//! Comparisons: equal, less, the same, among.

use super::constant::{self, Answer, Constant, Operator};
use super::dict::{Dict, is_key, is_object};
use super::interpret::Interpreter;
use super::object::{At, ClassKind, Object};
use super::operate::MOST_PAIRS;
use super::value::{Arguments, Origin, Value};
use crate::python::ast;

/// The most keys among objects that are compared with each other.
const MOST_COMPARED: usize = 100;

impl<'a> Interpreter<'a> {
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
            // What a task gives is like nothing else (`PlainXComArg.__eq__`).
            (given, Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Float(_))
            | (Value::Str(_) | Value::Int(_) | Value::Bool(_) | Value::Float(_), given)
                if super::xcom::givers(given).is_some() =>
            {
                Some(false)
            }
            (Value::Partial(_), _) | (_, Value::Partial(_)) => (left == right).then_some(true),
            (Value::Tuple(one), Value::Tuple(other)) => self.all_equal(one, other),
            (Value::Ref(one), Value::Ref(other)) => self.equal_objects(*one, *other, left, right),
            (Value::Ref(_), other) => match self.plain_of(left) {
                Some(plain) => self.equal(&plain, other),
                None => self.differs_from_plain(left),
            },
            (other, Value::Ref(_)) => match self.plain_of(right) {
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
        match (self.passed(one), self.passed(other)) {
            (Object::List(one), Object::List(other)) if one.is_exact() && other.is_exact() => {
                self.all_equal(&one.items, &other.items)
            }
            (Object::Dict(_), Object::Dict(_)) | (Object::Set(_), Object::Set(_)) => {
                constant::equal(&self.constant(left)?, &self.constant(right)?)
            }
            (Object::Instance(a), Object::Instance(b)) => {
                if let (Some(a), Some(b)) = (self.plain_of(left), self.plain_of(right)) {
                    return self.equal(&a, &b);
                }
                let is_member = a.class == b.class && self.kind_of(a.class) == Some(ClassKind::Enum);
                (is_member || (self.is_only_itself(a.class) && self.is_only_itself(b.class))).then_some(false)
            }
            (Object::Class(_), Object::Class(_)) => Some(false),
            _ => None,
        }
    }

    /// Whether instances of a class equal nothing but themselves.
    fn is_only_itself(&self, class: At) -> bool {
        matches!(self.kind_of(class), Some(ClassKind::Plain | ClassKind::Enum))
            && self.is_followed(class)
            && self.class_attribute(class, "__eq__").is_none()
            && matches!(self.state.at(class), Object::Class(of)
                if of.order.iter().all(|at| matches!(self.kind_of(*at), Some(ClassKind::Plain | ClassKind::Enum))))
    }

    /// The text, number or tuple that an instance equals, and hashes as: that of `class Kind(str, Enum)`, and that of a
    /// named tuple.
    pub(super) fn plain_of(&self, value: &Value<'a>) -> Option<Value<'a>> {
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        if self.class_attribute(instance.class, "__eq__").is_some() {
            return None;
        }
        if self.is_named_tuple(instance.class) {
            return self.named_tuple_items(value).map(|items| Value::Tuple(items.into()));
        }
        self.mixed_in(value)
    }

    /// Nothing is known of a dictionary or set with two keys that Python takes for one: which of them stays is not
    /// followed.
    pub(super) fn blur_twins(&self, dict: &mut Dict<'a>, why: Origin) {
        if !dict.has_objects {
            return;
        }
        let keys: Vec<&Value<'a>> = dict.iter().map(|(key, _)| key).collect();
        let has_twins = keys.len() > MOST_COMPARED
            || keys.iter().enumerate().any(|(at, one)| {
                keys[at + 1..]
                    .iter()
                    .any(|other| (is_object(one) || is_object(other)) && self.equal(one, other) == Some(true))
            });
        if has_twins {
            dict.blur(why);
        }
    }

    /// The same for one that is there already.
    pub(super) fn blur_twins_at(&mut self, at: At, why: Origin) {
        let (Object::Dict(dict) | Object::Set(dict)) = self.state.at(at) else { return };
        if !dict.has_objects {
            return;
        }
        let mut dict = dict.clone();
        self.blur_twins(&mut dict, why);
        if let Object::Dict(own) | Object::Set(own) = self.state.at_mut(at) {
            *own = dict;
        }
    }

    /// The key of a dictionary that equals this one: itself, unless an object is among them that equals something else.
    pub(super) fn same_key(&self, dict: &Dict<'a>, key: &Value<'a>) -> Value<'a> {
        let key = &super::library::settings::option_key(dict, key);
        let may_differ = is_object(key) || dict.has_objects;
        if !may_differ || !is_key(key) || dict.get(key).is_some() {
            return key.clone();
        }
        let mut is_sure = true;
        for (known, _) in dict.iter() {
            match self.equal(known, key) {
                Some(true) => return known.clone(),
                Some(false) => {}
                None => is_sure = false,
            }
        }
        if is_sure { key.clone() } else { Value::Unknown(Origin::Note("which key an object equals")) }
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
                    let item = &self.same_key(dict, item);
                    if !is_key(item) {
                        return (dict.len() == 0 && dict.open.is_none()).then_some(false);
                    }
                    match dict.get(item) {
                        Some(value) => (!value.may_be_absent()).then_some(true),
                        None => dict.lacks(item).then_some(false),
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
}
