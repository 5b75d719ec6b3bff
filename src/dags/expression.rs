//! Running module code on values that may be unknown: expressions.

use std::rc::Rc;

use super::builtin;
use super::constant::Constant;
use super::dict::Dict;
use super::interpret::{ENTRY, Flow, Interpreter, Run};
use super::kind::Deed;
use super::object::{List, Object, SHUFFLED, either_open};
use super::value::{Body, Function, Origin, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Expr, Number};

impl<'a> Interpreter<'a> {
    pub(super) fn evaluate(&mut self, expr: &'a Expr) -> Run<Value<'a>> {
        self.spend(1)?;
        Ok(match expr {
            Expr::Name(of) => return self.name(of),
            Expr::StringLiteral(of) => Value::text(of.value.to_str()),
            Expr::NumberLiteral(of) => match &of.value {
                Number::Int(int) => int.as_i64().map_or_else(|| self.unknown(of), Value::Int),
                Number::Float(float) => Value::Float(*float),
                Number::Complex { .. } => self.unknown(of),
            },
            Expr::BooleanLiteral(of) => Value::Bool(of.value),
            Expr::NoneLiteral(_) => Value::None,
            Expr::EllipsisLiteral(of) => self.unknown(of),
            Expr::BytesLiteral(of) => {
                let bytes: Rc<[u8]> = of.value.bytes().collect();
                Value::Plain(Rc::new(Constant::Bytes(bytes)))
            }
            Expr::FString(of) => return self.f_string(of),
            Expr::Attribute(of) => {
                let value = self.evaluate(&of.value)?;
                self.wants_setting(&of.value, &value, "AttributeError");
                return self.attribute_of(&value, of.attr.as_str(), of);
            }
            Expr::Call(of) => return self.call(of),
            Expr::Subscript(of) => {
                let value = self.evaluate(&of.value)?;
                return self.subscript(&value, of);
            }
            Expr::List(of) => {
                let list = self.display(&of.elts)?;
                self.state.make(Object::List(list))
            }
            Expr::Tuple(of) => {
                let list = self.display(&of.elts)?;
                match list.open {
                    None => Value::tuple(list.items, self.origin(of)),
                    Some(why) => Value::Unknown(why),
                }
            }
            Expr::Set(of) => {
                let list = self.display(&of.elts)?;
                let why = self.origin(of);
                let open = list.open.filter(|why| *why != SHUFFLED);
                for item in &list.items {
                    self.allow_key(item, of.range())?;
                }
                let mut set = Dict { open, ..Dict::default() };
                list.items.into_iter().for_each(|item| set.set(item, Value::None, why));
                self.blur_twins(&mut set, why);
                self.state.make(Object::Set(set))
            }
            Expr::Dict(of) => return self.dict_display(of),
            Expr::BinOp(of) => {
                let left = self.evaluate(&of.left)?;
                let right = self.evaluate(&of.right)?;
                self.wants_operands(of, &left, &right);
                return self.binary(of.op, &left, &right, of.range());
            }
            Expr::UnaryOp(of) => {
                let value = self.evaluate(&of.operand)?;
                let result = self.unary(of.op, &value, self.origin(of));
                if let Value::Unknown(_) = result {
                    self.allow_unary(of.op, &value, of.range())?;
                }
                result
            }
            Expr::BoolOp(of) => return self.bool_operation(of),
            Expr::Compare(of) => return self.comparison(of),
            Expr::If(of) => return self.conditional(of),
            Expr::Named(of) => {
                let value = self.evaluate(&of.value)?;
                if let Expr::Name(name) = of.target.as_ref() {
                    self.bind_outside_comprehensions(name.id.as_str(), value.clone());
                }
                value
            }
            Expr::Lambda(of) => self.lambda(of)?,
            Expr::ListComp(of) => {
                let list = self.comprehension(&of.generators, |this| this.evaluate(&of.elt))?;
                self.state.make(Object::List(list))
            }
            Expr::SetComp(of) => {
                let list = self.comprehension(&of.generators, |this| this.evaluate(&of.elt))?;
                let why = self.origin(of);
                let open = list.open.filter(|why| *why != SHUFFLED);
                for item in &list.items {
                    self.allow_key(item, of.range())?;
                }
                let mut set = Dict { open, ..Dict::default() };
                list.items.into_iter().for_each(|item| set.set(item, Value::None, why));
                self.blur_twins(&mut set, why);
                self.state.make(Object::Set(set))
            }
            Expr::Generator(of) => {
                let before = self.before_lazy();
                let list = self.comprehension(&of.generators, |this| this.evaluate(&of.elt))?;
                let iterator = self.iterator(list);
                self.made_lazily(&iterator, before, self.origin(of));
                iterator
            }
            Expr::DictComp(of) => return self.dict_comprehension(of),
            Expr::Starred(of) => self.evaluate(&of.value)?,
            Expr::Await(of) => {
                self.evaluate(&of.value)?;
                self.unknown(of)
            }
            Expr::Yield(of) => {
                let value = match &of.value {
                    Some(value) => self.evaluate(value)?,
                    None => Value::None,
                };
                self.give(value);
                self.unknown(of)
            }
            Expr::YieldFrom(of) => {
                let value = self.evaluate(&of.value)?;
                match self.items(&value) {
                    Some(items) => items.into_iter().for_each(|item| self.give(item)),
                    None => {
                        // It does so when the generator is used.
                        let refused = self.forbids(&value, Deed::Iterate).is_some();
                        self.give(Value::either(Value::Absent, self.unknown(of)));
                        if refused {
                            self.hazard(self.origin(of), "TypeError", true);
                        }
                    }
                }
                self.unknown(of)
            }
            Expr::Slice(of) => self.unknown(of),
            Expr::TString(of) => self.unknown(of),
            Expr::IpyEscapeCommand(of) => self.unknown(of),
        })
    }

    /// A value that the generator which runs yields.
    fn give(&mut self, value: Value<'a>) {
        let value = if self.doubt().is_some() { Value::either(value, Value::Absent) } else { value };
        if let Some(values) = self.yields.last_mut() {
            values.push(value);
        }
    }

    fn name(&mut self, of: &'a ast::ExprName) -> Run<Value<'a>> {
        let name = of.id.as_str();
        if let Some(value) = self.look_up(name) {
            return Ok(value);
        }
        if self.is_unbound_local(name) {
            let what = format!("`{name}` is a variable of this function, and nothing has set it yet");
            return Err(self.raised_at("UnboundLocalError", of.range, &what));
        }
        if let Some(known) = builtin::find(name) {
            return Ok(Value::Builtin(known));
        }
        if let Some(value) = self.implicit_variable(name) {
            return Ok(value);
        }
        self.undefined(of)
    }

    /// A name that nothing binds, unless something that is not followed may have.
    pub(super) fn undefined(&mut self, of: &'a ast::ExprName) -> Run<Value<'a>> {
        let name = of.id.as_str();
        let module = self.module_frame();
        let open = self.state.frame(module).open.is_some() || self.state.frame(self.scope).open.is_some();
        if open || builtin::exists(name) {
            return Ok(self.unknown(of));
        }
        Err(self.raised_at("NameError", of.range, &format!("Nothing here defines `{name}`")))
    }

    fn bind_outside_comprehensions(&mut self, name: &'a str, value: Value<'a>) {
        let inner = self.scope;
        while self.state.frame(self.scope).kind == super::state::FrameKind::Comprehension
            && let Some(parent) = self.state.frame(self.scope).parent
        {
            self.scope = parent;
        }
        self.bind(name, value);
        self.scope = inner;
    }

    /// The elements of a list, tuple or set display.
    fn display(&mut self, elts: &'a [Expr]) -> Run<List<'a>> {
        let mut list = List { items: Vec::with_capacity(elts.len()), open: None };
        for elt in elts {
            if let Expr::Starred(starred) = elt {
                let value = self.evaluate(&starred.value)?;
                match self.elements(&value) {
                    Some(more) => {
                        list.items.extend(more.items);
                        list.open = either_open(list.open, more.open);
                    }
                    None => {
                        self.allow(&value, Deed::Iterate, elt.range())?;
                        list.open = Some(self.origin(elt));
                    }
                }
            } else {
                let value = self.evaluate(elt)?;
                list.items.push(value);
            }
        }
        Ok(list)
    }

    fn dict_display(&mut self, of: &'a ast::ExprDict) -> Run<Value<'a>> {
        let mut dict = Dict::default();
        dict.entries.reserve(of.items.len());
        for item in &of.items {
            match &item.key {
                Some(key) => {
                    let why = self.origin(key);
                    let range = key.range();
                    let key = self.evaluate(key)?;
                    let value = self.evaluate(&item.value)?;
                    self.allow_key(&key, range)?;
                    dict.set(key, value, why);
                }
                None => {
                    let value = self.evaluate(&item.value)?;
                    match self.mapping(&value) {
                        Some(other) => dict.update(&other),
                        None => {
                            self.allow_mapping(&value, item.value.range())?;
                            dict.blur(self.origin(&item.value));
                            if let Value::External(path) = &value
                                && matches!(&**path, "os.environ" | super::process::COPIED)
                            {
                                // A key that is not given here is a variable of the environment.
                                dict.factory = Some(value.clone());
                            }
                        }
                    }
                }
            }
        }
        self.blur_twins(&mut dict, self.origin(of));
        Ok(self.state.make(Object::Dict(dict)))
    }

    /// A value as a dictionary, when it is one.
    pub(super) fn mapping(&self, value: &Value<'a>) -> Option<Dict<'a>> {
        let dict = self.mapped(value)?;
        self.weigh(ENTRY * dict.len());
        Some(dict)
    }

    fn mapped(&self, value: &Value<'a>) -> Option<Dict<'a>> {
        match value {
            Value::Ref(_) => match self.state.object(value)? {
                Object::Dict(dict) => Some(Dict { mirrors: None, ..dict.clone() }),
                _ => None,
            },
            Value::Variables(frame) => {
                let frame = self.state.frame(*frame);
                let mut dict: Dict<'a> =
                    frame.iter().map(|(name, value)| (Value::Str(name.clone()), value.clone())).collect();
                dict.open = frame.open;
                Some(dict)
            }
            Value::OneOf(values) => {
                let mut all = values.iter().map(|value| self.mapped(value));
                let mut first = all.next()??;
                for other in all {
                    first.join(other?);
                }
                Some(first)
            }
            _ => None,
        }
    }

    fn lambda(&mut self, of: &'a ast::ExprLambda) -> Run<Value<'a>> {
        let defaults = self.defaults(of.parameters.as_deref())?;
        let frame = self.state.frame(self.scope);
        Ok(Value::Function(Rc::new(Function {
            name: "<lambda>",
            parameters: of.parameters.as_deref(),
            body: Body::Expression(&of.body),
            defaults,
            frame: self.scope,
            module: frame.module,
            range: of.range(),
            is_async: false,
            locals: std::cell::OnceCell::new(),
            is_generator: std::cell::OnceCell::from(false),
            owner: frame.owner,
            fields: std::cell::Cell::new(None),
        })))
    }

    fn conditional(&mut self, of: &'a ast::ExprIf) -> Run<Value<'a>> {
        let test = self.evaluate(&of.test)?;
        match self.truth(&test) {
            Some(true) => self.evaluate(&of.body),
            Some(false) => self.evaluate(&of.orelse),
            None => {
                let (why, asked) = (self.origin(of.test.as_ref()), self.asked_for.len());
                let value = self.either_value(
                    why,
                    |this| {
                        this.imply(&of.test, true);
                        this.evaluate(&of.body)
                    },
                    |this| {
                        this.asked_for.truncate(asked);
                        this.imply(&of.test, false);
                        this.evaluate(&of.orelse)
                    },
                );
                self.asked_for.truncate(asked);
                value
            }
        }
    }

    /// Two expressions of which one is evaluated; which one is not known.
    pub(super) fn either_value(
        &mut self,
        why: Origin,
        one: impl FnOnce(&mut Self) -> Run<Value<'a>>,
        other: impl FnOnce(&mut Self) -> Run<Value<'a>>,
    ) -> Run<Value<'a>> {
        let flow =
            self.fork(why, |this| one(this).map(Flow::Return), |this| other(this).map(Flow::Return))?;
        Ok(match flow {
            Flow::Return(value) => value,
            _ => Value::Unknown(why),
        })
    }

    fn bool_operation(&mut self, of: &'a ast::ExprBoolOp) -> Run<Value<'a>> {
        let is_or = of.op == ast::BoolOp::Or;
        self.bool_rest(&of.values, is_or)
    }

    fn bool_rest(&mut self, values: &'a [Expr], is_or: bool) -> Run<Value<'a>> {
        let [first, rest @ ..] = values else { return Ok(Value::None) };
        let value = self.evaluate(first)?;
        if rest.is_empty() {
            return Ok(value);
        }
        match self.truth(&value) {
            Some(truth) if truth == is_or => Ok(value),
            Some(_) => self.bool_rest(rest, is_or),
            None => {
                let why = self.origin(first);
                // Of what it may be, only what ends the operation here is its value.
                let stays = Value::one_of(
                    value.alternatives().iter().filter(|one| self.truth(one) != Some(!is_or)).cloned(),
                );
                let stays = stays.unwrap_or(Value::Unknown(why));
                let asked = self.asked_for.len();
                let value = self.either_value(
                    why,
                    |this| {
                        this.imply(first, is_or);
                        Ok(stays)
                    },
                    |this| {
                        this.asked_for.truncate(asked);
                        this.imply(first, !is_or);
                        this.bool_rest(rest, is_or)
                    },
                );
                self.asked_for.truncate(asked);
                value
            }
        }
    }

    fn comparison(&mut self, of: &'a ast::ExprCompare) -> Run<Value<'a>> {
        let mut left = self.evaluate(&of.left)?;
        let mut result = Some(true);
        for (op, expression) in of.ops.iter().zip(&of.comparators) {
            let right = self.evaluate(expression)?;
            if matches!(op, ast::CmpOp::In | ast::CmpOp::NotIn) {
                self.wants_setting(expression, &right, "TypeError");
            }
            if let (ast::CmpOp::In | ast::CmpOp::NotIn, Value::Ref(_)) = (op, &left) {
                self.allow_comparison(*op, &left, &right, of.range())?;
            }
            match self.compare(*op, &left, &right) {
                Some(true) => {}
                Some(false) => return Ok(Value::Bool(false)),
                None => {
                    self.allow_comparison(*op, &left, &right, of.range())?;
                    result = None;
                }
            }
            left = right;
        }
        Ok(result.map_or_else(|| self.unknown(of), Value::Bool))
    }
}
