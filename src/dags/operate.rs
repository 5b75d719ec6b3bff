//! Operators, and what changes a list or a dictionary in place.

use std::rc::Rc;

use super::constant::{self, Answer, Constant, Operator};
use super::dict::Dict;
use super::interpret::{ENTRY, Interpreter, Run};
use super::kind::Deed;
use super::object::{At, List, Object, SHUFFLED, either_open};
use super::path;
use super::pure_path::{path_text, pure_join, pure_text};
use super::value::{Arguments, Located, Origin, Text, Value};
use crate::python::ast;
use crate::python::{Ranged, TextRange};

/// The most pairs of alternatives that an operator looks at.
pub(super) const MOST_PAIRS: usize = 48;
/// The most elements that are added at once.
const MOST_ELEMENTS: usize = 20_000;

impl<'a> Interpreter<'a> {
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
                    self.allow(&right, Deed::Iterate, of.range())?;
                    self.extend(*at, &right, why);
                    return self.assign(&of.target, left);
                }
                Object::Dict(_) | Object::Set(_) if of.op == ast::Operator::BitOr => {
                    self.allow(&right, Deed::Iterate, of.range())?;
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
        self.blur_twins_at(at, why);
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
            let key = if maybe { Value::either(key, Value::Absent) } else { key };
            dict.set_of(key, value, Origin::Note("a key that is not known"));
        }
        self.blur_twins(&mut dict, Origin::Note("which key an object equals"));
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
        let is_order = matches!(op, ast::Operator::RShift | ast::Operator::LShift);
        // Of a DAG there, `relate` tells.
        if is_order && !self.is_dag(left) && !self.is_dag(right) {
            self.allow_relation(left, right, range)?;
        }
        if is_order && let Some(result) = self.relate(op == ast::Operator::RShift, left, right, range) {
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
        if let Some(result) = self.view_operator(op, left, right, range)? {
            return Ok(result);
        }
        if let (ast::Operator::Mod, Value::Str(template)) = (op, left)
            && self.mixed_in(right).is_some()
        {
            return self.percent(template, right, range);
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
                let Some((text, more)) = path_text(&left).zip(path_text(&right)) else {
                    return Ok(Value::Unknown(why));
                };
                self.weigh_text(&*text);
                self.weigh_text(&*more);
                return Ok(pure_join(&text, &more));
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
                self.allow_operator(op, &left, &right, range)?;
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
        if let (Some(one), Some(other)) = (self.constant(&left), self.constant(&right))
            && let Some(op) = operator(op)
        {
            let answer = constant::number::binary(op, &one, &other);
            // A view of a dictionary, which is kept as a list, can be joined as a set can.
            let may_be_view = matches!(one, Constant::List(_))
                && matches!(op, Operator::Sub | Operator::BitOr | Operator::BitAnd | Operator::BitXor);
            if answer != Answer::Unknown && !may_be_view {
                return self.answer(answer, range);
            }
        }
        self.allow_operator(op, &left, &right, range)?;
        Ok(Value::Unknown(why))
    }

    fn percent(&mut self, template: &Text<'a>, right: &Value<'a>, range: TextRange) -> Run<Value<'a>> {
        self.weigh_text(&**template);
        let given = if let Value::Tuple(items) = right { &items[..] } else { std::slice::from_ref(right) };
        // `%s` shows the text of a member of an enumeration, `%d` the number that it is as well.
        if !is_only_texts(template) && given.iter().any(|item| self.mixed_in(item).is_some()) {
            return Ok(Value::Unknown(Origin::Code(self.module(), range)));
        }
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

/// Whether each field of a template for `%` is `%s`.
fn is_only_texts(template: &str) -> bool {
    template.replace("%%", "").split('%').skip(1).all(|field| field.starts_with('s'))
}
