//! Running module code on values that may be unknown: subscripts.

use super::constant::{self, Answer, Constant};
use super::dict::{Place, is_key};
use super::interpret::{Interpreter, Run};
use super::kind::Deed;
use super::object::{At, ClassKind, Object, SHUFFLED};
use super::path;
use super::process::COPIED;
use super::setting::is_setting;
use super::value::{Arguments, Method, Origin, Text, Value};
use crate::python::ast::{self, Expr};
use crate::python::{Ranged, TextRange};

/// The most entries that an unknown subscript may mean.
const MOST_CANDIDATES: usize = 24;

impl<'a> Interpreter<'a> {
    pub(super) fn subscript(&mut self, value: &Value<'a>, of: &'a ast::ExprSubscript) -> Run<Value<'a>> {
        let why = self.origin(of);
        if let Expr::Slice(slice) = of.slice.as_ref() {
            self.no_subscript(value, of.range(), why)?;
            return self.slice(value, slice, of.range());
        }
        if let Value::External(path) = value
            && (path.starts_with("typing") || path.starts_with("collections."))
        {
            return Ok(value.clone());
        }
        if matches!(value, Value::Builtin(_)) {
            return Ok(value.clone());
        }
        self.wants_setting(&of.value, value, "TypeError");
        let key = self.evaluate(&of.slice)?;
        self.allow(value, Deed::Item, of.range())?;
        self.allow_place(value, &key, of.range())?;
        self.wants_key(&of.slice, value, &key);
        self.item(value, &key, of.range(), why)
    }

    /// `value[key]`.
    pub(super) fn item(
        &mut self,
        value: &Value<'a>,
        key: &Value<'a>,
        range: TextRange,
        why: Origin,
    ) -> Run<Value<'a>> {
        let found = self.item_of(value, key, range, why)?;
        let class = match self.state.object(value) {
            Some(Object::Dict(_)) => "KeyError",
            Some(Object::List(_)) => "IndexError",
            _ if matches!(value, Value::Tuple(_) | Value::Str(_) | Value::Plain(_)) => "IndexError",
            _ => "",
        };
        self.may_raise(&found, class, why);
        Ok(found)
    }

    fn item_of(
        &mut self,
        value: &Value<'a>,
        key: &Value<'a>,
        range: TextRange,
        why: Origin,
    ) -> Run<Value<'a>> {
        self.no_subscript(value, range, why)?;
        match value {
            Value::OneOf(values) => {
                let mut found = Vec::new();
                for one in values.iter().filter(|one| **one != Value::None) {
                    let result = self.item_of(one, key, range, why);
                    if result.is_err() && is_setting(value) {
                        // Without the setting.
                        self.hazard(why, "", true);
                    }
                    found.push(result.unwrap_or(Value::Unknown(why)));
                }
                Ok(Value::one_of(found).unwrap_or(Value::Unknown(why)))
            }
            Value::External(path) => Ok(self.external_item(path, key, why)),
            Value::Variables(frame) => {
                let frame = self.state.frame(*frame);
                match key.as_str().map(|name| frame.get(name)) {
                    Some(Some(value)) => Ok(value.clone().present()),
                    Some(None) if frame.open.is_none() && self.doubt().is_none() => {
                        let text = self.words(why);
                        Err(self.raised_at("KeyError", range, &format!("`{text}` does not exist")))
                    }
                    _ => Ok(Value::Unknown(why)),
                }
            }
            Value::Bound(of) => match (&of.receiver, &of.method, key) {
                (Value::Located(located), Method::Named(name), Value::Int(at)) if &**name == "parents" => {
                    Ok(path::parent(located, at + 1).map_or(Value::Unknown(why), Value::Located))
                }
                // Parts of a path: those before the known ones depend on the machine.
                (Value::Ref(at), Method::Named(name), Value::Int(index))
                    if &**name == "<parts>" && *index < 0 =>
                {
                    let Object::List(list) = self.state.at(*at) else { return Ok(Value::Unknown(why)) };
                    let index =
                        usize::try_from(-*index).ok().and_then(|back| list.items.len().checked_sub(back));
                    Ok(index.and_then(|at| list.items.get(at)).cloned().unwrap_or(Value::Unknown(why)))
                }
                _ => Ok(Value::Unknown(why)),
            },
            Value::Partial(_) if let Some(tasks) = super::xcom::givers(value) => {
                self.entry_given(tasks, key, range)
            }
            Value::Partial(of) => match &of.0 {
                Value::External(path) if path.starts_with("re.") => {
                    let site = super::call::CallSite { range, callee: range };
                    self.kept_method(&of.clone(), "group", Arguments::of([key.clone()]), site)
                }
                _ => Ok(Value::Unknown(why)),
            },
            Value::Tuple(items) => Ok(self.nth(items, true, key, range, why)?),
            Value::Ref(at) => self.object_item(*at, value, key, range, why),
            Value::Str(_) | Value::Plain(_) => match (self.constant(value), self.constant(key)) {
                (Some(value), Some(key)) => {
                    let answer = constant::sequence::index(&value, &key);
                    self.answer(answer, range)
                }
                _ => Ok(Value::Unknown(why)),
            },
            _ => Ok(Value::Unknown(why)),
        }
    }

    fn external_item(&mut self, path: &str, key: &Value<'a>, why: Origin) -> Value<'a> {
        match path {
            "os.environ" | COPIED => {
                if let Some(value) = key.as_str().and_then(|name| self.environment_variable(name)) {
                    return value;
                }
                self.hazard(why, "KeyError", true);
                match why {
                    Origin::Code(module, range) => Value::Unknown(Origin::Text(module, range)),
                    why => Value::Unknown(why),
                }
            }
            "sys.modules" => match key {
                Value::External(name) if &**name == "__name__" => Value::Module(0),
                Value::Str(name) => self.module_named(name).map_or(Value::Unknown(why), Value::Module),
                _ => Value::Unknown(why),
            },
            "sys.version_info" => match key {
                Value::Int(0) => Value::Int(3),
                Value::Int(1) => Value::Int(i64::from(self.python)),
                _ => Value::Unknown(why),
            },
            _ => Value::Unknown(why),
        }
    }

    fn nth(
        &mut self,
        items: &[Value<'a>],
        is_exact: bool,
        key: &Value<'a>,
        range: TextRange,
        why: Origin,
    ) -> Run<Value<'a>> {
        let key = if let Value::Bool(at) = key { &Value::Int(i64::from(*at)) } else { key };
        if let Value::Int(at) = key {
            let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
            let index = if *at < 0 { at + len } else { *at };
            let before_doubt = usize::try_from(index).is_ok_and(|index| {
                *at >= 0 && items.iter().take(index + 1).all(|item| !item.may_be_absent())
            });
            return match usize::try_from(index).ok().and_then(|index| items.get(index)) {
                Some(item) if is_exact || before_doubt => Ok(item.clone()),
                None if is_exact => {
                    let text = self.words(why);
                    Err(self.raised_at("IndexError", range, &format!("`{text}` does not exist")))
                }
                _ => Ok(Value::Unknown(why)),
            };
        }
        self.hazard(why, "IndexError", false);
        if items.is_empty() || items.len() > MOST_CANDIDATES {
            return Ok(Value::Unknown(why));
        }
        let all = items.iter().cloned().map(Value::present).chain([Value::Unknown(why)]);
        Ok(Value::one_of(all).unwrap_or(Value::Unknown(why)))
    }

    fn object_item(
        &mut self,
        at: At,
        value: &Value<'a>,
        key: &Value<'a>,
        range: TextRange,
        why: Origin,
    ) -> Run<Value<'a>> {
        match self.state.at(at) {
            Object::List(list) => {
                let (items, is_exact, is_ordered) = (list.items.clone(), list.is_exact(), list.is_ordered());
                if list.open == Some(SHUFFLED) {
                    let all = items.into_iter().map(Value::present);
                    return Ok(Value::one_of(all).unwrap_or(Value::Unknown(why)));
                }
                match self.nth(&items, is_exact, key, range, why)? {
                    found if is_ordered || found == Value::Unknown(why) => Ok(found),
                    found => Ok(Value::either(found, Value::Unknown(why))),
                }
            }
            Object::Dict(_) => self.entry(at, key, range, why),
            Object::Task(_) => Ok(value.clone()),
            Object::Class(class) => {
                let found = key.as_str().and_then(|name| {
                    class.members.iter().find(|(known, _)| &**known == name).map(|(_, member)| member.clone())
                });
                // `Base[T]` is the class itself, to what is followed here.
                let is_enum = class.kind == ClassKind::Enum;
                if let (true, None, Value::Str(_)) = (is_enum && !class.members.is_empty(), &found, key)
                    && class.outside.is_none()
                    && class.metaclass.is_none()
                    && self.doubt().is_none()
                {
                    let text = self.words(why);
                    return Err(self.raised_at("KeyError", range, &format!("`{text}` does not exist")));
                }
                Ok(found.unwrap_or_else(|| if is_enum { Value::Unknown(why) } else { value.clone() }))
            }
            Object::Instance(instance) => {
                let class = instance.class;
                if self.is_named_tuple(class) {
                    let items = self.named_tuple_items(value).unwrap_or_default();
                    return self.nth(&items, true, key, range, why);
                }
                match self.class_attribute(class, "__getitem__") {
                    Some(method) => self.call_bound(method, value.clone(), Arguments::of([key.clone()])),
                    None => Ok(Value::Unknown(why)),
                }
            }
            _ => Ok(Value::Unknown(why)),
        }
    }

    fn set_entry(&mut self, at: At, key: &Value<'a>, value: Value<'a>, why: Origin) {
        let Object::Dict(dict) = self.state.at(at) else { return };
        let key = self.same_key(dict, key);
        let is_parser = dict.factory.as_ref().is_some_and(super::library::settings::is_settings);
        if let Object::Dict(dict) = self.state.at_mut(at) {
            if is_parser {
                // A section is made of what is given, with texts and names of its own.
                return dict.blur(why);
            }
            dict.set(key, value, why);
        }
    }

    fn remove_entry(&mut self, at: At, key: &Value<'a>, why: Origin) {
        let Object::Dict(dict) = self.state.at(at) else { return };
        let key = self.same_key(dict, key);
        let place = dict.place(&key);
        match (place, self.state.at_mut(at)) {
            (Place::Here, Object::Dict(dict)) => {
                dict.remove(&key);
            }
            (Place::Anywhere, _) => {
                self.state.loosen(at, why);
                self.hazard(why, "KeyError", false);
            }
            _ => self.hazard(why, "KeyError", false),
        }
    }

    fn entry(&mut self, at: At, key: &Value<'a>, range: TextRange, why: Origin) -> Run<Value<'a>> {
        let Object::Dict(dict) = self.state.at(at) else { return Ok(Value::Unknown(why)) };
        let key = &self.same_key(dict, key);
        if is_key(key) {
            if let Some(found) = dict.get(key) {
                return Ok(found.clone().present());
            }
            if !dict.lacks(key) {
                return Ok(Value::Unknown(why));
            }
            if let Some(factory) =
                dict.factory.clone().filter(|factory| !matches!(factory, Value::External(_)))
            {
                let value = self.call_value(&factory, Arguments::default(), why)?;
                if let Object::Dict(dict) = self.state.at_mut(at) {
                    dict.set(key.clone(), value.clone(), why);
                }
                return Ok(value);
            }
            if self.doubt().is_some() {
                return Ok(Value::Unknown(why));
            }
            let text = self.words(why);
            return Err(self.raised_at("KeyError", range, &format!("`{text}` does not exist")));
        }
        let mut found = Vec::new();
        let mut is_unknown = dict.open.is_some();
        for one in key.alternatives() {
            let one = &self.same_key(dict, one);
            match (is_key(one), dict.get(one)) {
                (true, Some(value)) => found.push(value.clone().present()),
                (true, None) => {}
                (false, _) => {
                    is_unknown |= dict.len() > MOST_CANDIDATES;
                    found.extend(dict.iter().take(MOST_CANDIDATES).map(|(_, value)| value.clone().present()));
                }
            }
        }
        if is_unknown || found.is_empty() {
            found.push(Value::Unknown(why));
        }
        // A single entry under a key that is not known: what it is may be known, whether it is there is not.
        self.hazard(why, "KeyError", false);
        Ok(Value::one_of(found).unwrap_or(Value::Unknown(why)))
    }

    fn slice(&mut self, value: &Value<'a>, slice: &'a ast::ExprSlice, range: TextRange) -> Run<Value<'a>> {
        let why = Origin::Code(self.module(), range);
        self.allow(value, Deed::Item, range)?;
        let mut bounds = Vec::new();
        for bound in [&slice.lower, &slice.upper, &slice.step] {
            let bound = match bound {
                Some(bound) => self.evaluate(bound)?,
                None => Value::None,
            };
            match self.constant(&bound) {
                Some(bound) => bounds.push(bound),
                None => return Ok(Value::Unknown(why)),
            }
        }
        let items = match value {
            Value::Tuple(items) => items.to_vec(),
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) if list.is_exact() => list.items.clone(),
                _ => return Ok(Value::Unknown(why)),
            },
            Value::Str(_) | Value::Plain(_) => {
                let Some(value) = self.constant(value) else { return Ok(Value::Unknown(why)) };
                let answer = constant::sequence::slice(&value, &bounds[0], &bounds[1], &bounds[2]);
                return self.answer(answer, range);
            }
            Value::Bound(of) => match (&of.receiver, &of.method, bounds.as_slice()) {
                // Parts of a path, counted from the end: those before the known ones depend on the machine.
                (Value::Ref(at), Method::Named(name), [Constant::Int(start), stop, Constant::None])
                    if &**name == "<parts>"
                        && *start < 0
                        && matches!(stop, Constant::None | Constant::Int(i64::MIN..0)) =>
                {
                    match self.state.at(*at) {
                        Object::List(list)
                            if usize::try_from(-*start).is_ok_and(|start| start <= list.items.len()) =>
                        {
                            list.items.clone()
                        }
                        _ => return Ok(Value::Unknown(why)),
                    }
                }
                _ => return Ok(Value::Unknown(why)),
            },
            Value::Located(located) if located.is_text => {
                return Ok(path::slice(located, &bounds).unwrap_or(Value::Unknown(why)));
            }
            _ => return Ok(Value::Unknown(why)),
        };
        // Which elements: those of the list of indices.
        let indices: Vec<Constant> = (0..).take(items.len()).map(Constant::Int).collect();
        let answer = constant::sequence::slice(&Constant::list(indices), &bounds[0], &bounds[1], &bounds[2]);
        let kept = match answer {
            Answer::Known(Constant::List(kept)) => kept,
            answer @ Answer::Raises(_) => return self.answer(answer, range),
            _ => return Ok(Value::Unknown(why)),
        };
        let kept: Vec<Value<'a>> = kept
            .iter()
            .filter_map(|at| match at {
                Constant::Int(at) => items.get(usize::try_from(*at).ok()?).cloned(),
                _ => None,
            })
            .collect();
        Ok(match value {
            Value::Tuple(_) => Value::Tuple(kept.into()),
            _ => self.list(kept),
        })
    }

    pub(super) fn set_item(&mut self, into: &Value<'a>, key: Value<'a>, value: Value<'a>, why: Origin) {
        match into {
            Value::OneOf(values) => {
                for one in values.iter().filter(|one| matches!(one, Value::Ref(_) | Value::Variables(_))) {
                    self.set_item(one, key.clone(), Value::either(value.clone(), Value::Unknown(why)), why);
                }
            }
            Value::Variables(frame) => match &key {
                Value::Str(name) => self.state.set(*frame, name.clone(), value),
                Value::OneOf(_) | Value::Unknown(_) => {
                    // It has some name; whether another value took the same name later is not known.
                    let name = Text::from(format!("\0{}", self.steps));
                    self.state.set(*frame, name, Value::either(value, Value::Unknown(why)));
                    self.state.open_frame(*frame, why);
                }
                _ => {}
            },
            Value::Ref(at) => match self.state.at_mut(*at) {
                Object::Dict(_) => {
                    self.set_entry(*at, &key, value, why);
                    self.write_through(*at);
                }
                Object::List(list) => match key {
                    Value::Int(index) if list.is_exact() => {
                        let len = i64::try_from(list.items.len()).unwrap_or(0);
                        let index = if index < 0 { index + len } else { index };
                        if let Some(item) = usize::try_from(index).ok().and_then(|at| list.items.get_mut(at))
                        {
                            *item = value;
                        }
                    }
                    _ => {
                        self.escape(&value, why);
                        self.state.loosen(*at, why);
                    }
                },
                Object::Instance(instance) => {
                    let class = instance.class;
                    match self.class_attribute(class, "__setitem__") {
                        Some(method) => {
                            // What it raises ends nothing here: assignments are statements of their own.
                            let _ = self.call_bound(method, into.clone(), Arguments::of([key, value]));
                        }
                        None => self.escape(&value, why),
                    }
                }
                _ => self.escape(&value, why),
            },
            Value::External(path) if &**path == "os.environ" => {
                if self.may_lack(&value) {
                    self.hazard(why, "TypeError", true);
                }
                if let Value::Str(name) = key {
                    self.set_environment(name, &value, why);
                }
            }
            // A module may be put in the place of another one.
            Value::External(path) if &**path == "sys.modules" => {
                self.unseen.get_or_insert(why);
            }
            _ => self.escape(&value, why),
        }
    }

    pub(super) fn delete_item(&mut self, from: &Value<'a>, key: &Value<'a>, why: Origin) {
        match from {
            Value::External(path) if &**path == "os.environ" => {
                if let Value::Str(name) = key {
                    self.unset_environment(name);
                }
            }
            Value::Variables(frame) => match key {
                Value::Str(name) => {
                    let name = name.clone();
                    self.state.unset(*frame, &name);
                }
                // Any of them may be gone.
                _ => {
                    self.load_doubt.get_or_insert(why);
                }
            },
            Value::Ref(at) => match self.state.at_mut(*at) {
                Object::Dict(_) => {
                    self.remove_entry(*at, key, why);
                    self.write_through(*at);
                }
                Object::List(list) => match key {
                    Value::Int(index) if list.is_exact() => {
                        let len = i64::try_from(list.items.len()).unwrap_or(0);
                        let index = if *index < 0 { index + len } else { *index };
                        if let Ok(index) = usize::try_from(index)
                            && index < list.items.len()
                        {
                            list.items.remove(index);
                        }
                    }
                    _ => self.state.loosen(*at, why),
                },
                _ => self.state.loosen(*at, why),
            },
            _ => {}
        }
    }
}
