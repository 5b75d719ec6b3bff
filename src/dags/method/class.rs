//! Methods that classes and instances have without code of the package: `row._replace(…)`, `Base.__subclasses__()`,
//! `super().__init__(…)`, `dict.fromkeys(…)`.

use super::super::attribute::bound;
use super::super::call::CallSite;
use super::super::constant;
use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{At, ClassKind, Instance, Object, SHUFFLED};
use super::super::value::{Arguments, Text, Value};

impl<'a> Interpreter<'a> {
    pub(super) fn instance_method(
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
                let copy = Instance { class, fields, open };
                self.state.make(Object::Instance(Box::new(copy)))
            }
            _ => self.call_unknown(arguments, site),
        })
    }

    pub(super) fn class_method(
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
            ("model_validate" | "parse_obj" | "model_construct" | "construct", given)
                if self.kind_of(class) == Some(ClassKind::Model) =>
            {
                let fields = match (name, given) {
                    ("model_validate" | "parse_obj", [fields]) => self.fields_given(fields),
                    _ => None,
                };
                match fields {
                    Some(fields) => self.instantiate(class, fields, site),
                    None => Ok(self.call_unknown(arguments, site)),
                }
            }
            ("__subclasses__", []) => {
                self.weigh_heap();
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
    pub(super) fn super_method(
        &mut self,
        class: At,
        object: &Value<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let is_class = matches!(object, Value::Ref(at) if matches!(self.state.at(*at), Object::Class(_)));
        match name {
            "__new__" if is_class && arguments.positional.len() == 4 => self.type_made(&arguments, site),
            "__init__" if is_class => Ok(Value::None),
            "__call__" => match object {
                Value::Ref(at) if is_class => self.instantiate_plain(*at, arguments, site),
                _ => Ok(self.call_unknown(&arguments, site)),
            },
            "__init__" => {
                self.base_init(class, object, arguments, site)?;
                Ok(Value::None)
            }
            "__new__" => match arguments.positional.first() {
                Some(Value::Ref(at)) if matches!(self.state.at(*at), Object::Class(_)) => {
                    let open = self.has_outside(*at).then_some(why);
                    let instance = Instance { class: *at, fields: Dict::default(), open };
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
    pub(super) fn static_method(
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
                keys.items.into_iter().for_each(|key| dict.set_of(key, value.clone(), why));
                Ok(self.state.make(Object::Dict(dict)))
            }
            ("str", "maketrans") => match self.constants(&arguments) {
                Some((args, _)) => {
                    let answer = constant::text::static_method(name, &args, &[]);
                    self.answer(answer, site.range)
                }
                None => Ok(Value::Unknown(why)),
            },
            ("type", "__new__") => self.type_made(&arguments, site),
            ("type", "__init__") => Ok(Value::None),
            ("type", "__call__") => match arguments.positional.split_first() {
                Some((Value::Ref(at), rest)) if matches!(self.state.at(*at), Object::Class(_)) => {
                    let rest = Arguments { positional: rest.to_vec(), ..arguments.clone() };
                    self.instantiate_plain(*at, rest, site)
                }
                _ => Ok(self.call_unknown(&arguments, site)),
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
}
