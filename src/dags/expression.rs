//! Running module code on values that may be unknown: expressions.

use std::rc::Rc;

use super::interpret::Interpreter;
use super::text;
use super::value::{Object, Value};
use crate::python::ast::{self, CmpOp, Expr, Number, Operator, UnaryOp};
use crate::python::{Ranged, TextRange};

/// Most items of a list that is followed.
const MOST_ITEMS: usize = 10_000;

impl<'a> Interpreter<'a> {
    pub(super) fn unknown(&self, of: impl Ranged) -> Value<'a> {
        Value::Unknown(self.text(of))
    }

    pub(super) fn evaluate(&mut self, expr: &'a Expr) -> Value<'a> {
        if !self.step() {
            return self.unknown(expr);
        }
        match expr {
            Expr::StringLiteral(of) => Value::text(of.value.to_str()),
            Expr::BytesLiteral(_) => Value::Bytes,
            Expr::NumberLiteral(of) => match &of.value {
                Number::Int(int) => int.as_i64().map_or_else(|| self.unknown(expr), Value::Int),
                _ => self.unknown(expr),
            },
            Expr::BooleanLiteral(of) => Value::Bool(of.value),
            Expr::NoneLiteral(_) => Value::None,
            Expr::Name(name) => self.name(name),
            Expr::Attribute(of) => {
                let value = self.evaluate(&of.value);
                self.attribute(&value, of.attr.as_str(), expr)
            }
            Expr::Call(call) => self.call(call),
            Expr::FString(of) => self.f_string(of, expr),
            Expr::BinOp(of) => {
                let left = self.evaluate(&of.left);
                let right = self.evaluate(&of.right);
                self.operate(of.op, &left, &right, expr)
            }
            Expr::BoolOp(of) => self.bool_op(of, expr),
            Expr::UnaryOp(of) => {
                let value = self.evaluate(&of.operand);
                match (of.op, &value) {
                    (UnaryOp::Not, value) => {
                        self.truth(value).map_or_else(|| self.unknown(expr), |truth| Value::Bool(!truth))
                    }
                    (UnaryOp::USub, Value::Int(int)) => {
                        int.checked_neg().map_or_else(|| self.unknown(expr), Value::Int)
                    }
                    _ => self.unknown(expr),
                }
            }
            Expr::Compare(of) => self.compare(of, expr),
            Expr::If(of) => {
                let test = self.evaluate(&of.test);
                match self.truth(&test) {
                    Some(true) => self.evaluate(&of.body),
                    Some(false) => self.evaluate(&of.orelse),
                    None => {
                        let why = self.text(of.test.as_ref());
                        self.doubts.push(why);
                        let one = self.evaluate(&of.body);
                        let other = self.evaluate(&of.orelse);
                        self.doubts.pop();
                        Value::either(one, other)
                    }
                }
            }
            Expr::Named(of) => {
                let value = self.evaluate(&of.value);
                self.assign(&of.target, value.clone());
                value
            }
            Expr::Tuple(of) => match self.elements(&of.elts) {
                Some(items) => Value::Tuple(items.into()),
                None => self.unknown(expr),
            },
            Expr::List(of) => self.list(&of.elts, expr),
            Expr::Set(of) => self.list(&of.elts, expr),
            Expr::Dict(of) => self.dict(of, expr),
            Expr::Subscript(of) => {
                let value = self.evaluate(&of.value);
                let key = self.evaluate(&of.slice);
                self.subscript(&value, &key, expr)
            }
            Expr::ListComp(of) => {
                self.comprehension(&of.generators, expr, |this| vec![this.evaluate(&of.elt)])
            }
            Expr::SetComp(of) => {
                self.comprehension(&of.generators, expr, |this| vec![this.evaluate(&of.elt)])
            }
            Expr::Generator(of) => {
                self.comprehension(&of.generators, expr, |this| vec![this.evaluate(&of.elt)])
            }
            Expr::DictComp(of) => self.dict_comprehension(of, expr),
            Expr::Starred(of) => {
                self.evaluate(&of.value);
                self.unknown(expr)
            }
            _ => self.unknown(expr),
        }
    }

    fn name(&mut self, name: &'a ast::ExprName) -> Value<'a> {
        let id = name.id.as_str();
        let mut at = Some(self.scope);
        while let Some(frame) = at {
            let frame_of = &self.state.frames[frame];
            // A class body's names are seen by the body alone.
            if (frame == self.scope || !frame_of.is_class)
                && let Some(value) = frame_of.variables.get(id)
            {
                return value.clone();
            }
            at = frame_of.parent;
        }
        match id {
            "__name__" => return Value::ModuleName,
            "__file__" => return Value::Located { path: self.file.into(), is_text: true },
            _ => {}
        }
        for module in self.stars.iter().rev() {
            let path = format!("{module}.{id}");
            if self.airflow.meaning(&path).is_some() {
                return Value::Import(path.into());
            }
        }
        super::call::builtin(id).map_or_else(|| self.unknown(name), Value::Builtin)
    }

    fn attribute(&mut self, value: &Value<'a>, name: &'a str, expr: &'a Expr) -> Value<'a> {
        match value {
            Value::Import(path) => Value::Import(format!("{path}.{name}").into()),
            Value::Unknown(_) => self.unknown(expr),
            Value::Located { path, .. } => match text::located_attribute(path, name) {
                Some(value) => value,
                None => Value::Method(Rc::new((value.clone(), name.to_owned()))),
            },
            Value::Decorator(_) if name == "multi" => self.unknown(expr),
            Value::Ref(_) => match self.state.object(value) {
                Some(Object::Class { frame, is_plain: true, .. }) => self.state.frames[*frame]
                    .variables
                    .get(name)
                    .filter(|value| !matches!(value, Value::Function(_)))
                    .cloned()
                    .unwrap_or_else(|| self.unknown(expr)),
                Some(Object::Class { .. } | Object::Opaque(_)) => self.unknown(expr),
                Some(Object::Dag(dag)) if name == "dag_id" => match &dag.id {
                    super::value::Id::Known(id) => Value::Str(id.clone()),
                    super::value::Id::Unknown { .. } => self.unknown(expr),
                },
                _ => Value::Method(Rc::new((value.clone(), name.to_owned()))),
            },
            Value::OneOf(_) => {
                let all: Vec<Value<'a>> =
                    value.alternatives().iter().map(|one| self.attribute(one, name, expr)).collect();
                all.into_iter().reduce(Value::either).unwrap_or_else(|| self.unknown(expr))
            }
            _ => Value::Method(Rc::new((value.clone(), name.to_owned()))),
        }
    }

    /// Whether a value is true; `None` when that is not known.
    pub(super) fn truth(&self, value: &Value<'a>) -> Option<bool> {
        match value {
            Value::None => Some(false),
            Value::Bool(truth) => Some(*truth),
            Value::Int(int) => Some(*int != 0),
            Value::Str(text) => Some(!text.is_empty()),
            Value::Tuple(items) => Some(!items.is_empty()),
            Value::Import(path) if path.ends_with("typing.TYPE_CHECKING") => Some(false),
            Value::Located { .. } | Value::ModuleName | Value::Function(_) | Value::Factory(_) => Some(true),
            Value::Ref(_) => match self.state.object(value)? {
                Object::List(items) => Some(!items.is_empty()),
                Object::Dict(items) => Some(!items.is_empty()),
                Object::Dag(_) | Object::Class { .. } => Some(true),
                Object::Opaque(_) => None,
            },
            Value::OneOf(values) => {
                let first = self.truth(values.first()?)?;
                values.iter().all(|value| self.truth(value) == Some(first)).then_some(first)
            }
            _ => None,
        }
    }

    fn bool_op(&mut self, of: &'a ast::ExprBoolOp, expr: &'a Expr) -> Value<'a> {
        let is_or = of.op == ast::BoolOp::Or;
        let depth = self.doubts.len();
        let mut possible: Option<Value<'a>> = None;
        for (at, operand) in of.values.iter().enumerate() {
            let value = self.evaluate(operand);
            let last = at + 1 == of.values.len();
            let truth = self.truth(&value);
            if last || truth == Some(is_or) {
                self.doubts.truncate(depth);
                return match possible.take() {
                    Some(other) => Value::either(other, value),
                    None => value,
                };
            }
            if truth.is_none() {
                self.doubts.push(self.text(operand));
                possible = Some(match possible.take() {
                    Some(other) => Value::either(other, value),
                    None => value,
                });
            }
        }
        self.doubts.truncate(depth);
        self.unknown(expr)
    }

    fn compare(&mut self, of: &'a ast::ExprCompare, expr: &'a Expr) -> Value<'a> {
        let left = self.evaluate(&of.left);
        let rights: Vec<Value<'a>> = of.comparators.iter().map(|right| self.evaluate(right)).collect();
        let ([op], [right]) = (of.ops.as_ref(), rights.as_slice()) else { return self.unknown(expr) };
        let truth = match (&left, op, right) {
            (Value::ModuleName, CmpOp::Eq | CmpOp::NotEq, Value::Str(text))
            | (Value::Str(text), CmpOp::Eq | CmpOp::NotEq, Value::ModuleName) => {
                (text.as_ref() == "__main__").then_some(*op == CmpOp::NotEq)
            }
            (Value::Str(a), CmpOp::Eq, Value::Str(b)) => Some(a == b),
            (Value::Str(a), CmpOp::NotEq, Value::Str(b)) => Some(a != b),
            (Value::Str(a), CmpOp::In, Value::Str(b)) => Some(b.contains(a.as_ref())),
            (Value::Str(a), CmpOp::NotIn, Value::Str(b)) => Some(!b.contains(a.as_ref())),
            (Value::None, CmpOp::Is | CmpOp::Eq, Value::None) => Some(true),
            (Value::None, CmpOp::IsNot | CmpOp::NotEq, Value::None) => Some(false),
            (Value::Str(_) | Value::Int(_) | Value::Bool(_), CmpOp::Is | CmpOp::Eq, Value::None) => {
                Some(false)
            }
            (Value::Str(_) | Value::Int(_) | Value::Bool(_), CmpOp::IsNot | CmpOp::NotEq, Value::None) => {
                Some(true)
            }
            (Value::Int(a), op, Value::Int(b)) => match op {
                CmpOp::Eq => Some(a == b),
                CmpOp::NotEq => Some(a != b),
                CmpOp::Lt => Some(a < b),
                CmpOp::LtE => Some(a <= b),
                CmpOp::Gt => Some(a > b),
                CmpOp::GtE => Some(a >= b),
                _ => None,
            },
            (Value::Str(_), CmpOp::In | CmpOp::NotIn, container) => {
                self.contains(container, &left).map(|truth| truth == (*op == CmpOp::In))
            }
            _ => None,
        };
        truth.map_or_else(|| self.unknown(expr), Value::Bool)
    }

    fn contains(&self, container: &Value<'a>, text: &Value<'a>) -> Option<bool> {
        let items: Vec<Value<'a>> = match self.state.object(container) {
            Some(Object::Dict(entries)) => entries.iter().map(|(key, _)| key.clone()).collect(),
            _ => self.items(container)?,
        };
        if items.contains(text) {
            return Some(true);
        }
        items.iter().all(|item| matches!(item, Value::Str(_) | Value::Int(_) | Value::None)).then_some(false)
    }

    /// The items of a tuple, list, or the keys of a dictionary, when all of them are known.
    pub(super) fn items(&self, value: &Value<'a>) -> Option<Vec<Value<'a>>> {
        match value {
            Value::Tuple(items) => Some(items.to_vec()),
            Value::Ref(_) => match self.state.object(value)? {
                Object::List(items) => Some(items.clone()),
                Object::Dict(entries) => Some(entries.iter().map(|(key, _)| key.clone()).collect()),
                _ => None,
            },
            _ => None,
        }
    }

    fn elements(&mut self, elements: &'a [Expr]) -> Option<Vec<Value<'a>>> {
        let mut items = Vec::with_capacity(elements.len().min(MOST_ITEMS));
        let mut known = true;
        for element in elements {
            if let Expr::Starred(of) = element {
                let inner = self.evaluate(&of.value);
                match self.items(&inner) {
                    Some(inner) => items.extend(inner),
                    None => known = false,
                }
            } else {
                items.push(self.evaluate(element));
            }
        }
        if known && items.len() <= MOST_ITEMS {
            return Some(items);
        }
        items.iter().for_each(|item| self.escape(item, &"a list that is not known".into()));
        None
    }

    fn list(&mut self, elements: &'a [Expr], expr: &'a Expr) -> Value<'a> {
        let object = match self.elements(elements) {
            Some(items) => Object::List(items),
            None => Object::Opaque(self.text(expr)),
        };
        self.state.allocate(object)
    }

    fn dict(&mut self, of: &'a ast::ExprDict, expr: &'a Expr) -> Value<'a> {
        let mut entries: Vec<(Value<'a>, Value<'a>)> = Vec::new();
        let mut known = true;
        for item in &of.items {
            let value = self.evaluate(&item.value);
            match &item.key {
                Some(key) => {
                    let key = self.evaluate(key);
                    put(&mut entries, key, value);
                }
                None => match self.state.object(&value).cloned() {
                    Some(Object::Dict(inner)) => {
                        inner.into_iter().for_each(|(key, value)| put(&mut entries, key, value));
                    }
                    _ => known = false,
                },
            }
        }
        let object = if known { Object::Dict(entries) } else { Object::Opaque(self.text(expr)) };
        self.state.allocate(object)
    }

    fn subscript(&mut self, value: &Value<'a>, key: &Value<'a>, expr: &'a Expr) -> Value<'a> {
        let found = match (value, key) {
            (Value::Globals, Value::Str(name)) => self.state.frames[0].variables.get(name.as_ref()).cloned(),
            (Value::Tuple(items), Value::Int(at)) => index(items, *at),
            (Value::Str(text), Value::Int(at)) => {
                let letters: Vec<char> = text.chars().collect();
                let at = if *at < 0 { *at + i64::try_from(letters.len()).unwrap_or(0) } else { *at };
                usize::try_from(at).ok().and_then(|at| letters.get(at)).map(|c| Value::text(c.to_string()))
            }
            (Value::Ref(_), _) => match self.state.object(value) {
                Some(Object::List(items)) => match key {
                    Value::Int(at) => index(items, *at),
                    _ => None,
                },
                Some(Object::Dict(entries)) if matches!(key, Value::Str(_) | Value::Int(_)) => {
                    entries.iter().rev().find(|(at, _)| at == key).map(|(_, value)| value.clone())
                }
                _ => None,
            },
            _ => None,
        };
        found.unwrap_or_else(|| self.unknown(expr))
    }

    /// `into[key] = value`
    pub(super) fn store(&mut self, into: &Value<'a>, key: Value<'a>, value: Value<'a>, range: TextRange) {
        if *into == Value::Globals {
            let name = match key {
                Value::Str(name) => name.to_string(),
                // Whatever its name, it is a global of the module.
                _ => format!("<{}>", u32::from(range.start()) as usize + self.state.heap.len()),
            };
            self.state.frames[0].variables.insert(name, value);
            return;
        }
        let simple = matches!(key, Value::Str(_) | Value::Int(_));
        match (self.state.object_mut(into), &key) {
            (Some(Object::Dict(entries)), _) if simple => put(entries, key, value),
            (Some(Object::List(items)), Value::Int(at))
                if usize::try_from(*at).is_ok_and(|at| at < items.len()) =>
            {
                items[usize::try_from(*at).unwrap_or(0)] = value;
            }
            _ => {
                let text = self.text(range);
                self.spoil(into, &text);
                self.escape(&value, &text);
            }
        }
    }

    fn comprehension(
        &mut self,
        generators: &'a [ast::Comprehension],
        expr: &'a Expr,
        mut element: impl FnMut(&mut Self) -> Vec<Value<'a>>,
    ) -> Value<'a> {
        let mut found = Vec::new();
        let frame = self.state.frame(self.scope, false);
        let outer = std::mem::replace(&mut self.scope, frame);
        let known = self.generate(generators, &mut |this: &mut Self| found.extend(element(this)));
        self.scope = outer;
        let object = if known && found.len() <= MOST_ITEMS {
            Object::List(found)
        } else {
            let text = self.text(expr);
            found.iter().for_each(|item| self.escape(item, &text));
            Object::Opaque(text)
        };
        self.state.allocate(object)
    }

    fn dict_comprehension(&mut self, of: &'a ast::ExprDictComp, expr: &'a Expr) -> Value<'a> {
        let pairs = self.comprehension(&of.generators, expr, |this| {
            let key = of.key.as_ref().map_or(Value::None, |key| this.evaluate(key));
            vec![key, this.evaluate(&of.value)]
        });
        let Some(Object::List(items)) = self.state.object(&pairs).cloned() else { return pairs };
        let mut entries = Vec::new();
        for pair in items.chunks_exact(2) {
            put(&mut entries, pair[0].clone(), pair[1].clone());
        }
        self.state.allocate(Object::Dict(entries))
    }

    /// Runs `then` for every round of the generators; false when the rounds are not known.
    fn generate(&mut self, generators: &'a [ast::Comprehension], then: &mut dyn FnMut(&mut Self)) -> bool {
        let Some((first, rest)) = generators.split_first() else {
            then(self);
            return true;
        };
        let over = self.evaluate(&first.iter);
        let items = self.items(&over).filter(|items| items.len() <= MOST_ITEMS && !first.is_async);
        let Some(items) = items else {
            let why = self.text(&first.iter);
            self.escape(&over, &why);
            self.doubts.push(why.clone());
            self.bind_all(&first.target, &why);
            self.generate(rest, then);
            self.doubts.pop();
            return false;
        };
        let mut known = true;
        for item in items {
            if !self.step() {
                return false;
            }
            self.assign(&first.target, item);
            let mut keep = Some(true);
            for condition in &first.ifs {
                let value = self.evaluate(condition);
                keep = match (keep, self.truth(&value)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                };
            }
            match keep {
                Some(true) => known &= self.generate(rest, then),
                Some(false) => {}
                None => {
                    let why = self.text(&first.ifs[0]);
                    self.doubts.push(why);
                    self.generate(rest, then);
                    self.doubts.pop();
                    known = false;
                }
            }
        }
        known
    }

    fn f_string(&mut self, of: &'a ast::ExprFString, expr: &'a Expr) -> Value<'a> {
        let mut known = Some(String::new());
        for part in &of.value {
            match part {
                ast::FStringPart::Literal(literal) => {
                    if let Some(text) = &mut known {
                        text.push_str(&literal.value);
                    }
                }
                ast::FStringPart::FString(of) => {
                    for element in &of.elements {
                        let piece = self.f_element(element);
                        known = known.zip(piece).map(|(mut text, piece)| {
                            text.push_str(&piece);
                            text
                        });
                    }
                }
            }
        }
        known.map_or_else(|| self.unknown(expr), Value::text)
    }

    fn f_element(&mut self, element: &'a ast::InterpolatedStringElement) -> Option<String> {
        match element {
            ast::InterpolatedStringElement::Literal(literal) => Some(literal.value.to_string()),
            ast::InterpolatedStringElement::Interpolation(of) => {
                let value = self.evaluate(&of.expression);
                let plain = of.debug_text.is_none()
                    && matches!(of.conversion, ast::ConversionFlag::None | ast::ConversionFlag::Str);
                let spec = match &of.format_spec {
                    None => String::new(),
                    Some(spec) => {
                        spec.elements.iter().map(|part| self.f_element(part)).collect::<Option<String>>()?
                    }
                };
                if !plain {
                    return None;
                }
                text::format_value(&value, &spec)
            }
        }
    }

    pub(super) fn augment(
        &mut self,
        of: &'a ast::StmtAugAssign,
        left: Value<'a>,
        right: Value<'a>,
    ) -> Value<'a> {
        if let Some(Object::List(_)) = self.state.object(&left) {
            let more = self.items(&right);
            if let (Some(Object::List(items)), Some(more), Operator::Add) =
                (self.state.object_mut(&left), more, of.op)
            {
                items.extend(more);
                return left;
            }
            self.spoil(&left, &"`+=`".into());
            return left;
        }
        match text::operate(of.op, &left, &right) {
            Some(value) => value,
            None => Value::Unknown(self.text(of)),
        }
    }

    fn operate(&mut self, op: Operator, left: &Value<'a>, right: &Value<'a>, expr: &'a Expr) -> Value<'a> {
        if let Some(value) = text::operate(op, left, right) {
            return value;
        }
        // A list or a dictionary as the right side of `%`, `+` and `|`.
        let joined = match (op, self.state.object(left), self.state.object(right)) {
            (Operator::Add, Some(Object::List(a)), Some(Object::List(b))) => {
                Some(Object::List(a.iter().chain(b).cloned().collect()))
            }
            (Operator::BitOr, Some(Object::Dict(a)), Some(Object::Dict(b))) => {
                let mut all = a.clone();
                b.iter().for_each(|(key, value)| put(&mut all, key.clone(), value.clone()));
                Some(Object::Dict(all))
            }
            _ => None,
        };
        match joined {
            Some(object) => self.state.allocate(object),
            None => self.unknown(expr),
        }
    }
}

/// Sets an entry as a dictionary does: an equal key keeps its place.
pub(super) fn put<'a>(entries: &mut Vec<(Value<'a>, Value<'a>)>, key: Value<'a>, value: Value<'a>) {
    match entries.iter_mut().find(|(at, _)| *at == key) {
        Some(entry) => entry.1 = value,
        None => entries.push((key, value)),
    }
}

fn index<'a>(items: &[Value<'a>], at: i64) -> Option<Value<'a>> {
    let at = if at < 0 { at.checked_add(i64::try_from(items.len()).ok()?)? } else { at };
    items.get(usize::try_from(at).ok()?).cloned()
}
