//! Methods of dictionaries: `get`, `items`, `update`, `pop`; and those of `OrderedDict` and `Counter`.

use super::super::call::CallSite;
use super::super::dict::{Place, is_key};
use super::super::interpret::{Interpreter, Run};
use super::super::library::settings::{is_section, is_settings};
use super::super::object::{At, List, Object};
use super::super::setting::is_setting;
use super::super::value::{Arguments, Origin, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn dict_method(
        &mut self,
        at: At,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let Object::Dict(dict) = self.state.at(at) else { return Ok(unknown) };
        if dict.factory.as_ref().is_some_and(is_settings)
            && let Some(value) = self.settings_method(at, name, &arguments, site)?
        {
            return Ok(value);
        }
        let Object::Dict(dict) = self.state.at(at) else { return Ok(unknown) };
        if dict.factory.as_ref().is_some_and(is_section)
            && let Some(value) = self.section_method(at, name, &arguments, site)?
        {
            return Ok(value);
        }
        let Object::Dict(dict) = self.state.at(at) else { return Ok(unknown) };
        let first = arguments.positional.first().cloned();
        let second = arguments.positional.get(1).or_else(|| arguments.keyword("default")).cloned();
        Ok(match (name, first) {
            ("get", Some(key)) => {
                let is_lacking = is_setting(&key)
                    && second.is_none()
                    && dict.is_exact()
                    && key
                        .alternatives()
                        .iter()
                        .any(|one| !matches!(one, Value::Unknown(_)) && dict.get(one).is_none());
                let found = self.get(at, &key, second.unwrap_or(Value::None), why);
                match why {
                    // Without the setting, there is nothing of the kind.
                    Origin::Code(module, range) if is_lacking => {
                        let found = Value::either(found, Value::None);
                        Value::either(found, Value::Unknown(Origin::Text(module, range)))
                    }
                    _ => found,
                }
            }
            ("setdefault", Some(key)) => {
                let default = second.unwrap_or(Value::None);
                let value = self.get(at, &key, default, why);
                let key = match self.state.at(at) {
                    Object::Dict(dict) => self.same_key(dict, &key),
                    _ => key,
                };
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
                self.view(list, name)
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
                let key = self.same_key(dict, &key);
                let place = dict.place(&key);
                let Object::Dict(dict) = self.state.at_mut(at) else { return Ok(unknown) };
                match (place, second) {
                    (Place::Here, default) => match (dict.remove(&key), default) {
                        (Some(value), Some(default)) if value.may_be_absent() => {
                            Value::either(value.present(), default)
                        }
                        (value, _) => value.map_or(unknown, Value::present),
                    },
                    (Place::Nowhere, Some(default)) => default,
                    (Place::Nowhere, None) if self.doubt().is_none() => {
                        let message = format!("`{}` finds no such key", self.words(why));
                        return Err(self.raised_at("KeyError", site.range, &message));
                    }
                    (Place::Unseen, Some(default)) => Value::either(default, unknown),
                    (Place::Nowhere | Place::Unseen, None) => unknown,
                    (Place::Anywhere, _) => {
                        self.state.loosen(at, why);
                        unknown
                    }
                }
            }
            ("popitem", None) if arguments.keywords.is_empty() => {
                let Object::Dict(dict) = self.state.at_mut(at) else { return Ok(unknown) };
                if !dict.is_exact() {
                    self.state.loosen(at, why);
                    return Ok(unknown);
                }
                match dict.pop_last() {
                    Some((key, value)) => Value::Tuple([key, value].into()),
                    None if self.doubt().is_none() => {
                        let message = format!("`{}` finds no such key", self.words(why));
                        return Err(self.raised_at("KeyError", site.range, &message));
                    }
                    None => unknown,
                }
            }
            ("copy", None) => {
                let copy = super::super::dict::Dict { mirrors: None, ..dict.clone() };
                self.state.make(Object::Dict(copy))
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
                self.state.loosen(at, why);
                unknown
            }
        })
    }

    fn get(&mut self, at: At, key: &Value<'a>, default: Value<'a>, why: Origin) -> Value<'a> {
        let Object::Dict(dict) = self.state.at(at) else { return Value::Unknown(why) };
        let key = &self.same_key(dict, key);
        if is_key(key) {
            return match dict.get(key) {
                Some(value) if value.may_be_absent() => Value::either(value.clone().present(), default),
                Some(value) => value.clone(),
                None if dict.lacks(key) => default,
                None => Value::either(default, Value::Unknown(why)),
            };
        }
        let mut found = vec![default];
        for one in key.alternatives() {
            let one = &self.same_key(dict, one);
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
}
