//! Running module code on values that may be unknown: methods of built-in types.

use std::rc::Rc;

use super::attribute::bound;
use super::call::{CallSite, is_file};
use super::constant::{self, Constant};
use super::dict::{Dict, is_key};
use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::object::{At, List, Object, SHUFFLED};
use super::path;
use super::value::{Arguments, Bound, Located, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn call_method(
        &mut self,
        of: &Rc<Bound<'a>>,
        name: &Text<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match &of.receiver {
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) | Object::Iterator(_) => self.list_method(*at, name, arguments, site),
                Object::Dict(_) => self.dict_method(*at, name, arguments, site),
                Object::Set(_) => self.set_method(*at, name, arguments, site),
                Object::Dag(_) => self.dag_method(*at, name, &arguments, site),
                Object::Task(_) | Object::Group(_) => {
                    Ok(self.task_method(&of.receiver, name, &arguments, site))
                }
                Object::Instance(_) => self.instance_method(&of.receiver, name, &arguments, site),
                Object::Class(_) => self.class_method(*at, name, &arguments, site),
                _ => Ok(self.call_unknown(&arguments, site)),
            },
            Value::Variables(frame) => self.variables_method(*frame, name, &arguments, site),
            Value::Located(_) if is_file(of) => Ok(Value::Unknown(why)),
            Value::Bound(file) if is_file(file) => self.file_method(file, name, &arguments, site),
            Value::Located(located) => self.path_method(&located.clone(), name, &arguments, site),
            Value::Super(class, object) => self.super_method(*class, &object.clone(), name, arguments, site),
            Value::Builtin(class) => self.static_method(class, name, arguments, site),
            Value::Taskflow(flow) => self.taskflow_method(&flow.clone(), name, arguments, site),
            Value::Descriptor("property", getter) => Ok(match (&**name, arguments.positional.first()) {
                ("setter", Some(setter)) => {
                    let getter = match &**getter {
                        Value::Tuple(pair) => pair[0].clone(),
                        getter => getter.clone(),
                    };
                    Value::Descriptor("property", Rc::new(Value::Tuple([getter, setter.clone()].into())))
                }
                _ => of.receiver.clone(),
            }),
            Value::Partial(kept) => self.kept_method(&kept.clone(), name, arguments, site),
            Value::External(path) if &**path == "__name__" => Ok(Value::Unknown(why)),
            receiver if self.is_constant(receiver) => {
                let receiver = receiver.clone();
                self.constant_method(&receiver, name, &arguments, site)
            }
            Value::Tuple(items) => {
                let items = items.clone();
                self.tuple_method(&items, name, &arguments, site)
            }
            Value::Function(_) | Value::Bound(_) => Ok(Value::Unknown(why)),
            _ => Ok(self.call_unknown(&arguments, site)),
        }
    }

    /// A method of text and the like, with arguments of which everything is known.
    fn constant_method(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(known) = self.constant(receiver) else { return Ok(Value::Unknown(self.at(site))) };
        if let (Value::Str(separator), "join", [items]) = (receiver, name, arguments.positional.as_slice()) {
            return self.join_text(separator, items, site);
        }
        let found = match name {
            "format" | "format_map" => self.format_arguments(name, arguments, site)?,
            _ => self.constants(arguments),
        };
        let Some((args, keywords)) = found else {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_method(receiver, name, arguments, site)
            }));
        };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        let answer = constant::method(&known, name, &args, &keywords);
        self.answer(answer, site.range)
    }

    fn join_text(&mut self, separator: &Text<'a>, items: &Value<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(items) = self.items(items) else { return Ok(Value::Unknown(why)) };
        let mut all = Vec::new();
        for item in items {
            match self.mixed_in(&item).unwrap_or(item) {
                Value::Str(text) => all.push(Constant::Str(text.shared())),
                item => match self.constant(&item) {
                    Some(known) => all.push(known),
                    None => return Ok(Value::Unknown(why)),
                },
            }
        }
        let answer = constant::text::method(separator, "join", &[Constant::list(all)], &[]);
        self.answer(answer, site.range)
    }

    /// What `format` shows: members of enumerations and objects with a text of their own, too.
    fn format_arguments(
        &mut self,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<super::value::Known<'a>>> {
        if arguments.unknown.is_some() || name == "format_map" {
            return Ok(self.constants(arguments));
        }
        let shown = |this: &mut Self, value: &Value<'a>| match this.formatted_member(value) {
            Some(text) => Ok(Some(Constant::Str(text))),
            None => this.showable(value, site.range),
        };
        let (mut args, mut keywords) = (Vec::new(), Vec::new());
        for value in &arguments.positional {
            match shown(self, value)? {
                Some(known) => args.push(known),
                None => return Ok(None),
            }
        }
        for (key, value) in &arguments.keywords {
            match shown(self, value)? {
                Some(known) => keywords.push((key.clone(), known)),
                None => return Ok(None),
            }
        }
        Ok(Some((args, keywords)))
    }

    fn tuple_method(
        &mut self,
        items: &[Value<'a>],
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let wanted = arguments.positional.first().cloned().unwrap_or(Value::None);
        Ok(match name {
            "index" => items
                .iter()
                .position(|item| self.equal(item, &wanted) == Some(true))
                .and_then(|at| i64::try_from(at).ok())
                .map_or(Value::Unknown(self.at(site)), Value::Int),
            _ => Value::Unknown(self.at(site)),
        })
    }

    fn list_method(
        &mut self,
        at: At,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let first = arguments.positional.first().cloned();
        if matches!(self.state.at(at), Object::Iterator(_)) {
            if matches!(name, "send" | "__next__" | "throw" | "close") {
                return Ok(unknown);
            }
            return Ok(self.call_unknown(&arguments, site));
        }
        match (name, first) {
            ("append", Some(value)) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.push(value);
                }
            }
            ("extend", Some(more)) => self.extend(at, &more, why),
            ("appendleft", Some(value)) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.insert(0, value);
                }
            }
            ("rotate", by) => self.rotate(at, by.as_ref(), why),
            ("extendleft", Some(more)) => match self.items(&more) {
                Some(items) => {
                    for item in items {
                        self.list_method(at, "appendleft", Arguments::of([item]), site)?;
                    }
                }
                None => self.state.at_mut(at).loosen(why),
            },
            ("popleft", None) => return self.list_method(at, "pop", Arguments::of([Value::Int(0)]), site),
            ("insert", Some(place)) => {
                let Some(value) = arguments.positional.get(1).cloned() else { return Ok(unknown) };
                if let Object::List(list) = self.state.at_mut(at) {
                    match place {
                        Value::Int(place) if list.is_exact() => {
                            let length = i64::try_from(list.items.len()).unwrap_or(0);
                            let place = if place < 0 { (place + length).max(0) } else { place.min(length) };
                            list.items.insert(usize::try_from(place).unwrap_or(0), value);
                        }
                        _ => {
                            list.items.push(value);
                            list.open = Some(why);
                        }
                    }
                }
            }
            ("pop", place) => {
                let Object::List(list) = self.state.at_mut(at) else { return Ok(unknown) };
                if !list.is_exact() {
                    list.open = Some(why);
                    return Ok(unknown);
                }
                let length = i64::try_from(list.items.len()).unwrap_or(0);
                let place = match place {
                    None => length - 1,
                    Some(Value::Int(place)) if place < 0 => place + length,
                    Some(Value::Int(place)) => place,
                    Some(_) => {
                        self.state.at_mut(at).loosen(why);
                        return Ok(unknown);
                    }
                };
                return match usize::try_from(place) {
                    Ok(place) if place < list.items.len() => Ok(list.items.remove(place)),
                    _ => Err(self.raised_at("IndexError", site.range, "This list has no such element")),
                };
            }
            ("clear", None) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    *list = List::default();
                }
            }
            ("copy", None) => {
                let copy = self.state.at(at).clone();
                return Ok(self.state.make(copy));
            }
            ("reverse", None) => {
                if let Object::List(list) = self.state.at_mut(at) {
                    list.items.reverse();
                }
            }
            ("sort", None) => {
                let sorted = self.sorted(&Value::Ref(at), &arguments, site)?;
                match self.state.object(&sorted).cloned() {
                    Some(sorted) => *self.state.at_mut(at) = sorted,
                    None => self.state.at_mut(at).loosen(why),
                }
            }
            ("remove", Some(value)) => {
                let found = match self.state.at(at) {
                    Object::List(list) if list.is_whole() => {
                        let same: Vec<Option<bool>> =
                            list.items.iter().map(|item| self.equal(item, &value)).collect();
                        same.iter()
                            .position(|same| *same != Some(false))
                            .filter(|place| same[*place] == Some(true))
                    }
                    _ => None,
                };
                match (found, self.state.at_mut(at)) {
                    (Some(place), Object::List(list)) => {
                        list.items.remove(place);
                    }
                    (_, object) => object.loosen(why),
                }
            }
            ("index" | "count" | "__len__" | "__contains__", Some(value)) => {
                return Ok(match (name, self.items(&Value::Ref(at))) {
                    ("index", Some(items)) => {
                        self.tuple_method(&items, name, &Arguments::of([value]), site)?
                    }
                    _ => unknown,
                });
            }
            _ => {
                self.state.at_mut(at).loosen(why);
                return Ok(unknown);
            }
        }
        Ok(Value::None)
    }

    fn dict_method(
        &mut self,
        at: At,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let Object::Dict(dict) = self.state.at(at) else { return Ok(unknown) };
        if matches!(&dict.factory, Some(Value::External(path)) if &**path == "configparser.ConfigParser")
            && let Some(value) = self.settings_method(at, name, &arguments, site)?
        {
            return Ok(value);
        }
        let Object::Dict(dict) = self.state.at(at) else { return Ok(unknown) };
        let first = arguments.positional.first().cloned();
        let second = arguments.positional.get(1).or_else(|| arguments.keyword("default")).cloned();
        Ok(match (name, first) {
            ("get", Some(key)) => self.get(at, &key, second.unwrap_or(Value::None), why),
            ("setdefault", Some(key)) => {
                let default = second.unwrap_or(Value::None);
                let value = self.get(at, &key, default, why);
                if let Object::Dict(dict) = self.state.at_mut(at) {
                    dict.set(key, value.clone(), why);
                }
                value
            }
            ("items" | "keys" | "values", None) => {
                let pick = |(key, value): (&Value<'a>, &Value<'a>)| {
                    let there = value.clone().present();
                    let one = match name {
                        "items" => Value::Tuple([key.clone(), there].into()),
                        "keys" => key.clone(),
                        _ => there,
                    };
                    if value.may_be_absent() { Value::either(one, Value::Absent) } else { one }
                };
                let list = List { items: dict.iter().map(pick).collect(), open: dict.list_open() };
                self.state.make(Object::List(list))
            }
            ("update", other) => {
                if let Some(other) = other {
                    self.update(at, &other, why);
                }
                if let Object::Dict(dict) = self.state.at_mut(at) {
                    for (key, value) in arguments.keywords {
                        dict.set(Value::Str(key), value, why);
                    }
                    if let Some(why) = arguments.unknown {
                        dict.blur(why);
                    }
                }
                Value::None
            }
            ("pop", Some(key)) => {
                if !is_key(&key) {
                    self.state.at_mut(at).loosen(why);
                    return Ok(unknown);
                }
                let open = dict.open.is_some();
                let Object::Dict(dict) = self.state.at_mut(at) else { return Ok(unknown) };
                match (dict.remove(&key), second) {
                    (Some(value), Some(default)) if value.may_be_absent() => {
                        Value::either(value.present(), default)
                    }
                    (Some(value), _) => value.present(),
                    (None, Some(default)) if !open => default,
                    (None, Some(default)) => Value::either(default, unknown),
                    (None, None) if !open && self.doubt().is_none() => {
                        return Err(self.raised_at(
                            "KeyError",
                            site.range,
                            "This dictionary has no such key",
                        ));
                    }
                    _ => unknown,
                }
            }
            ("popitem", None) => {
                let Object::Dict(dict) = self.state.at_mut(at) else { return Ok(unknown) };
                if !dict.is_exact() {
                    dict.blur(why);
                    return Ok(unknown);
                }
                match dict.pop_last() {
                    Some((key, value)) => Value::Tuple([key, value].into()),
                    None => unknown,
                }
            }
            ("copy", None) => {
                let copy = self.state.at(at).clone();
                self.state.make(copy)
            }
            ("clear", None) => {
                if let Object::Dict(dict) = self.state.at_mut(at) {
                    dict.clear();
                }
                Value::None
            }
            ("move_to_end", Some(key)) if arguments.keyword("last").is_none() && is_key(&key) => {
                if let Object::Dict(dict) = self.state.at_mut(at)
                    && let Some(value) = dict.remove(&key)
                {
                    dict.set(key, value, why);
                }
                Value::None
            }
            ("most_common", most) => self.most_common(at, most.or(second).as_ref(), why),
            ("elements", _) => unknown,
            _ => {
                self.state.at_mut(at).loosen(why);
                unknown
            }
        })
    }

    fn get(&mut self, at: At, key: &Value<'a>, default: Value<'a>, why: Origin) -> Value<'a> {
        let Object::Dict(dict) = self.state.at(at) else { return Value::Unknown(why) };
        if is_key(key) {
            return match dict.get(key) {
                Some(value) if value.may_be_absent() => Value::either(value.clone().present(), default),
                Some(value) => value.clone(),
                None if dict.open.is_none() => default,
                None => Value::either(default, Value::Unknown(why)),
            };
        }
        let mut found = vec![default];
        for one in key.alternatives() {
            match dict.get(one).filter(|_| is_key(one)) {
                Some(value) => found.push(value.clone().present()),
                None if is_key(one) && dict.open.is_none() => {}
                None if dict.len() <= 24 => {
                    found.extend(dict.iter().map(|(_, value)| value.clone().present()));
                    found.push(Value::Unknown(why));
                }
                None => found.push(Value::Unknown(why)),
            }
        }
        Value::one_of(found).unwrap_or(Value::Unknown(why))
    }

    fn set_method(&mut self, at: At, name: &str, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let first = arguments.positional.first().cloned();
        Ok(match (name, first) {
            ("add", Some(value)) => {
                if let Object::Set(set) = self.state.at_mut(at) {
                    set.set(value, Value::None, why);
                }
                Value::None
            }
            ("update", Some(other)) => {
                self.update(at, &other, why);
                Value::None
            }
            ("discard" | "remove", Some(value)) if is_key(&value) => {
                if let Object::Set(set) = self.state.at_mut(at) {
                    set.remove(&value);
                }
                Value::None
            }
            ("copy", None) => {
                let copy = self.state.at(at).clone();
                self.state.make(copy)
            }
            ("union", Some(other)) => {
                let copy = self.state.at(at).clone();
                let copy = self.state.allocate(copy);
                self.update(copy, &other, why);
                Value::Ref(copy)
            }
            ("difference" | "intersection", Some(other)) => {
                let (Some(own), Some(others)) = (self.items(&Value::Ref(at)), self.elements(&other)) else {
                    return Ok(Value::Unknown(why));
                };
                if !others.is_exact() {
                    return Ok(Value::Unknown(why));
                }
                let there: Dict<'a> = others.items.into_iter().map(|item| (item, Value::None)).collect();
                let wanted = name == "intersection";
                let kept = own
                    .into_iter()
                    .filter(|item| there.get(item).is_some() == wanted)
                    .map(|item| (item, Value::None))
                    .collect();
                self.state.make(Object::Set(kept))
            }
            ("issubset" | "issuperset" | "isdisjoint", _) => Value::Unknown(why),
            _ => {
                self.state.at_mut(at).loosen(why);
                Value::Unknown(why)
            }
        })
    }

    fn variables_method(
        &mut self,
        frame: usize,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let variables = Value::Variables(frame);
        Ok(match (name, arguments.positional.as_slice()) {
            ("update", [other]) => match self.mapping(other) {
                Some(dict) => {
                    if let Some(why) = dict.open {
                        self.state.open_frame(frame, why);
                    }
                    for (key, value) in dict.iter() {
                        let value = match (key, value.may_be_absent()) {
                            (Value::Str(name), true) => {
                                let before = self.state.frame(frame).get(name).cloned();
                                Value::either(value.clone().present(), before.unwrap_or(Value::Absent))
                            }
                            _ => value.clone(),
                        };
                        self.set_item(&variables, key.clone(), value, why);
                    }
                    Value::None
                }
                None => {
                    let list = self.elements(other).and_then(|list| self.entries_of(list, false));
                    match list {
                        Some(dict) => {
                            let dict = self.state.make(Object::Dict(dict));
                            return self.variables_method(frame, name, &Arguments::of([dict]), site);
                        }
                        None => {
                            self.escape(other, why);
                            self.call_unknown(&Arguments::of([variables]), site)
                        }
                    }
                }
            },
            ("update", []) => {
                for (key, value) in &arguments.keywords {
                    self.state.set(frame, key.clone(), value.clone());
                }
                Value::None
            }
            ("__setitem__", [key, value]) => {
                self.set_item(&variables, key.clone(), value.clone(), why);
                Value::None
            }
            ("setdefault", [Value::Str(key), value]) => match self.state.frame(frame).get(key) {
                Some(known) => known.clone().present(),
                None => {
                    self.state.set(frame, key.clone(), value.clone());
                    value.clone()
                }
            },
            ("get", [Value::Str(key), default @ ..]) => match self.state.frame(frame).get(key) {
                Some(known) => known.clone().present(),
                None if self.state.frame(frame).open.is_some() => Value::Unknown(why),
                None => default.first().cloned().unwrap_or(Value::None),
            },
            ("pop", [Value::Str(key), ..]) => self.state.unset(frame, key).unwrap_or(Value::Unknown(why)),
            ("items" | "keys" | "values" | "copy", []) => {
                let dict = self.mapping(&variables).unwrap_or_default();
                let dict = self.state.allocate(Object::Dict(dict));
                return self.dict_method(dict, name, Arguments::default(), site);
            }
            _ => Value::Unknown(why),
        })
    }

    fn instance_method(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if let Some(plain) = self.mixed_in(receiver) {
            return self.constant_method(&plain, name, arguments, site);
        }
        let Some(Object::Instance(instance)) = self.state.object(receiver) else {
            return Ok(Value::Unknown(why));
        };
        let mut fields = instance.fields.clone();
        let open = instance.open;
        let class = instance.class;
        Ok(match name {
            "_asdict" | "dict" | "model_dump" => {
                fields.open = open;
                self.state.make(Object::Dict(fields))
            }
            "_replace" | "copy" | "model_copy" => {
                for (key, value) in &arguments.keywords {
                    if key.as_ref() as &str != "update" {
                        fields.set(Value::Str(key.clone()), value.clone(), why);
                    }
                }
                let copy = super::object::Instance { class, fields, open };
                self.state.make(Object::Instance(Box::new(copy)))
            }
            _ => self.call_unknown(arguments, site),
        })
    }

    fn class_method(
        &mut self,
        class: At,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        match (name, arguments.positional.as_slice()) {
            ("_make", [items]) => match self.items(items) {
                Some(items) => self.instantiate(class, Arguments::of(items), site),
                None => Ok(Value::Unknown(self.at(site))),
            },
            ("__subclasses__", []) => {
                let below: Vec<Value<'a>> = self
                    .state
                    .objects()
                    .filter(|(_, object)| {
                        matches!(object, Object::Class(one) if one.bases.contains(&Value::Ref(class)))
                    })
                    .map(|(at, _)| Value::Ref(at))
                    .collect();
                Ok(self.list(below))
            }
            _ => Ok(self.call_unknown(arguments, site)),
        }
    }

    /// A method through `super()` that no class of the package has.
    fn super_method(
        &mut self,
        class: At,
        object: &Value<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match name {
            "__init__" => {
                self.base_init(class, object, arguments, site)?;
                Ok(Value::None)
            }
            "__new__" => match arguments.positional.first() {
                Some(Value::Ref(at)) if matches!(self.state.at(*at), Object::Class(_)) => {
                    let open = self.has_outside(*at).then_some(why);
                    let instance = super::object::Instance { class: *at, fields: Dict::default(), open };
                    Ok(self.state.make(Object::Instance(Box::new(instance))))
                }
                _ => Ok(Value::Unknown(why)),
            },
            "__setattr__" => {
                if let [Value::Str(name), value] = arguments.positional.as_slice() {
                    self.set_attribute(object, name.clone(), value.clone(), why);
                }
                Ok(Value::None)
            }
            "__init_subclass__" | "__post_init__" | "__enter__" | "__exit__" | "__set_name__" => {
                Ok(Value::None)
            }
            "__str__" | "__repr__" | "__hash__" | "__eq__" => Ok(Value::Unknown(why)),
            _ => Ok(self.call_unknown(&arguments, site)),
        }
    }

    /// `dict.fromkeys(…)`, `str.lower(x)`, `object.__new__(cls)`, `list.append(x, y)`
    fn static_method(
        &mut self,
        class: &'static str,
        name: &Text<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match (class, &**name) {
            ("dict", "fromkeys") => {
                let Some(keys) = arguments.positional.first().cloned() else {
                    return Ok(Value::Unknown(why));
                };
                let value = arguments.positional.get(1).cloned().unwrap_or(Value::None);
                let Some(keys) = self.elements(&keys) else { return Ok(Value::Unknown(why)) };
                let shuffled = keys.open == Some(SHUFFLED);
                let open = keys.open.filter(|_| !shuffled);
                let mut dict = Dict { open, shuffled, ..Dict::default() };
                keys.items.into_iter().for_each(|key| dict.set(key.present(), value.clone(), why));
                Ok(self.state.make(Object::Dict(dict)))
            }
            ("str", "maketrans") => match self.constants(&arguments) {
                Some((args, _)) => {
                    let answer = constant::text::static_method(name, &args, &[]);
                    self.answer(answer, site.range)
                }
                None => Ok(Value::Unknown(why)),
            },
            ("object", "__new__") => self.super_method(0, &Value::None, "__new__", arguments, site),
            ("object", "__setattr__") => {
                if let [object, Value::Str(name), value] = arguments.positional.as_slice() {
                    self.set_attribute(object, name.clone(), value.clone(), why);
                }
                Ok(Value::None)
            }
            _ => {
                let mut rest = arguments;
                if rest.positional.is_empty() {
                    return Ok(Value::Unknown(why));
                }
                let receiver = rest.positional.remove(0);
                let method = bound(&receiver, name);
                self.apply(&method, rest, site)
            }
        }
    }

    pub(super) fn open_file(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let mode = arguments.get(1, "mode").and_then(Value::as_str).unwrap_or("r");
        if !mode.starts_with('r') {
            return Ok(Value::Unknown(why));
        }
        match arguments.positional.first().or_else(|| arguments.keyword("file")) {
            Some(Value::Located(located)) => self.opened(&located.path.clone(), site),
            // Whether such a file is there depends on the machine.
            _ => {
                self.hazard(why, "FileNotFoundError", true);
                Ok(Value::Unknown(why))
            }
        }
    }

    fn opened(&mut self, path: &Rc<str>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        if self.sources.bytes(path).is_some() {
            let located = Value::Located(Located { path: path.clone(), is_text: true });
            return Ok(bound(&located, &Text::Source("<file>")));
        }
        if self.is_within_package(path) && !self.sources.is_file(path) {
            return Err(self.missing_file(path, site));
        }
        self.hazard(why, "FileNotFoundError", true);
        Ok(Value::Unknown(why))
    }

    fn missing_file(&self, path: &str, site: CallSite) -> Stop {
        self.raised_at("FileNotFoundError", site.range, &format!("The package has no file `{path}`"))
    }

    /// The text of an open file of the package.
    pub(super) fn file_text(&self, file: &Bound<'a>) -> Option<Rc<str>> {
        match &file.receiver {
            Value::Located(located) => self.text_at(&located.path),
            _ => None,
        }
    }

    pub(super) fn text_at(&self, path: &str) -> Option<Rc<str>> {
        let bytes = self.sources.bytes(path)?;
        if bytes.len() > constant::MAX_TEXT {
            return None;
        }
        let text = std::str::from_utf8(bytes).ok()?;
        // Files are opened as text: every line ends with a newline alone.
        Some(if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n").into()
        } else {
            text.into()
        })
    }

    fn file_method(
        &mut self,
        file: &Rc<Bound<'a>>,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let text = self.file_text(file);
        Ok(match (name, text, arguments.positional.len()) {
            ("read", Some(text), 0) => Value::Str(Text::Made(text)),
            ("readlines", Some(text), 0) => {
                let lines = text.split_inclusive('\n').map(|line| Value::text(line.to_owned())).collect();
                self.list(lines)
            }
            ("close" | "flush", ..) => Value::None,
            ("__enter__", ..) => Value::Bound(file.clone()),
            _ => Value::Unknown(why),
        })
    }

    /// Methods of a path, as text or as `pathlib.Path`.
    fn path_method(
        &mut self,
        of: &Located,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let here = |path: &str| Value::Located(Located { path: path.into(), is_text: of.is_text });
        if of.is_text {
            if let ("split", [Value::Str(separator)]) = (name, arguments.positional.as_slice())
                && &**separator == "/"
            {
                return Ok(self.path_parts(of));
            }
            let Some((args, _)) = self.constants(arguments) else { return Ok(unknown) };
            return Ok(path::text_method(of, name, &args).unwrap_or(unknown));
        }
        Ok(match (name, arguments.positional.as_slice()) {
            ("resolve" | "absolute" | "expanduser" | "__fspath__", _) => here(&of.path),
            ("as_posix", _) => Value::Located(Located { path: of.path.clone(), is_text: true }),
            ("joinpath", parts) => {
                let mut path = of.path.to_string();
                for part in parts {
                    match part.as_str().and_then(|part| path::join(&path, part)) {
                        Some(joined) => path = joined,
                        None => return Ok(unknown),
                    }
                }
                here(&path)
            }
            ("with_suffix", [Value::Str(suffix)]) => {
                let last = path::name(&of.path);
                let (stem, _) = path::split_suffix(last);
                let folder = &of.path[..of.path.len() - last.len()];
                here(&format!("{folder}{stem}{}", &**suffix))
            }
            ("with_name", [Value::Str(last)]) => {
                let folder = &of.path[..of.path.len() - path::name(&of.path).len()];
                here(&format!("{folder}{}", &**last))
            }
            ("with_stem", [Value::Str(stem)]) => {
                let last = path::name(&of.path);
                let folder = &of.path[..of.path.len() - last.len()];
                here(&format!("{folder}{}{}", &**stem, path::split_suffix(last).1))
            }
            ("relative_to", [base]) => super::pure_path::relative_to(of, base).unwrap_or(unknown),
            ("exists" | "is_file" | "is_dir", []) => self.exists(&of.path, name).map_or(unknown, Value::Bool),
            ("read_text", _) => match self.text_at(&of.path) {
                Some(text) => Value::Str(Text::Made(text)),
                None if self.is_within_package(&of.path) && !self.sources.is_file(&of.path) => {
                    return Err(self.missing_file(&of.path, site));
                }
                None => {
                    self.hazard(why, "FileNotFoundError", true);
                    unknown
                }
            },
            ("read_bytes", _) => match self.sources.bytes(&of.path) {
                Some(bytes) if bytes.len() <= constant::MAX_TEXT => {
                    Value::Plain(Rc::new(Constant::Bytes(bytes.into())))
                }
                _ => unknown,
            },
            ("open", mode) => match mode.first().map(Value::as_str) {
                None | Some(Some("r" | "rb" | "rt")) => self.opened(&of.path, site)?,
                _ => unknown,
            },
            ("iterdir", []) => self.children(&of.path, "*", false, true).unwrap_or(unknown),
            ("glob", [Value::Str(pattern)]) => self.glob(&of.path, pattern, false, true).unwrap_or(unknown),
            ("rglob", [Value::Str(pattern)]) => {
                let pattern = format!("**/{}", &**pattern);
                self.glob(&of.path, &pattern, false, true).unwrap_or(unknown)
            }
            ("match", [Value::Str(pattern)]) if path::is_plain_pattern(pattern) && !pattern.contains('/') => {
                Value::Bool(path::matches(pattern, path::name(&of.path)))
            }
            ("stat" | "mkdir" | "touch" | "unlink", _) => unknown,
            _ => unknown,
        })
    }

    /// The parts of a path: those before the known ones depend on the machine.
    pub(super) fn path_parts(&mut self, of: &Located) -> Value<'a> {
        // Counting from the end is what code does with it; there is no list that is open at its start.
        let parts: Vec<Value<'a>> = path::parts(of).into_iter().map(Value::text).collect();
        let list = self.list(parts);
        let Value::Ref(at) = list else { return list };
        Value::Bound(Rc::new(Bound {
            receiver: Value::Ref(at),
            method: super::value::Method::Named(Text::Source("<parts>")),
        }))
    }

    /// Whether a file or folder exists, when what is known decides it.
    pub(super) fn exists(&self, path: &str, how: &str) -> Option<bool> {
        let (is_file, is_folder) = (self.sources.is_file(path), self.sources.is_folder(path));
        let found = match how {
            "is_file" | "isfile" => is_file,
            "is_dir" | "isdir" => is_folder,
            _ => is_file || is_folder,
        };
        if found || self.is_within_package(path) { Some(found) } else { None }
    }

    pub(super) fn is_within_package(&self, path: &str) -> bool {
        let own = self.own_folder();
        path == own || path.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// `<package>/dags`: everything in it is known.
    fn own_folder(&self) -> String {
        let main = &self.modules[0].path;
        main.match_indices('/').nth(1).map_or(String::new(), |(at, _)| main[..at].to_owned())
    }

    /// The files and folders in a folder of the package, as names or as paths.
    pub(super) fn children(
        &mut self,
        folder: &str,
        pattern: &str,
        is_text: bool,
        with_path: bool,
    ) -> Option<Value<'a>> {
        if !self.is_within_package(folder) || !path::is_plain_pattern(pattern) {
            return None;
        }
        let names = self.sources.list(folder)?;
        let items = names
            .into_iter()
            .filter(|name| pattern == "*" && with_path || path::matches(pattern, name))
            .map(|name| {
                if with_path {
                    Value::Located(Located { path: format!("{folder}/{name}").into(), is_text })
                } else {
                    Value::text(name)
                }
            })
            .collect();
        Some(self.state.make(Object::List(List::shuffled(items))))
    }

    /// The files and folders below a folder of the package that match a pattern of `glob`.
    pub(super) fn glob(
        &mut self,
        folder: &str,
        pattern: &str,
        is_text: bool,
        with_path: bool,
    ) -> Option<Value<'a>> {
        if !self.is_within_package(folder) || !path::is_plain_pattern(pattern) {
            return None;
        }
        if !pattern.contains('/') && pattern != "**" {
            return self.children(folder, pattern, is_text, with_path);
        }
        let mut found = Vec::new();
        self.walk(folder, "", 0, &mut found);
        let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build().ok()?.compile_matcher();
        let items = found
            .into_iter()
            .filter(|path| glob.is_match(path))
            .map(|path| Value::Located(Located { path: format!("{folder}/{path}").into(), is_text }))
            .collect();
        Some(self.state.make(Object::List(List::shuffled(items))))
    }

    pub(super) fn walk(&self, folder: &str, below: &str, depth: usize, found: &mut Vec<String>) {
        if depth > 16 || found.len() > 10_000 {
            return;
        }
        let here = if below.is_empty() { folder.to_owned() } else { format!("{folder}/{below}") };
        for name in self.sources.list(&here).unwrap_or_default() {
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let is_folder = self.sources.is_folder(&format!("{folder}/{path}"));
            found.push(path.clone());
            if is_folder {
                self.walk(folder, &path, depth + 1, found);
            }
        }
    }
}
