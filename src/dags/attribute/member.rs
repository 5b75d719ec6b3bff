//! Attributes of what lies on the heap: of instances, of their classes and of what is above those, of DAGs and tasks; and
//! how a function of a class gets its object.

use std::rc::Rc;

use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::library::functools::{PARTIAL_METHOD, bound_partial};
use super::super::object::{At, ClassKind, Object};
use super::super::value::{Arguments, Bound, Method, Origin, Text, Value};
use super::{bound, id_value};

impl<'a> Interpreter<'a> {
    pub(super) fn object_attribute(
        &mut self,
        at: At,
        value: &Value<'a>,
        name: &Text<'a>,
        why: Origin,
    ) -> Run<Option<Value<'a>>> {
        let key = Value::Str(name.clone());
        Ok(Some(match self.state.at(at) {
            Object::Opaque(_) => Value::Unknown(why),
            Object::Class(_) => return self.class_value(at, value, name, why),
            Object::Instance(instance) => {
                let class = instance.class;
                if let Some(found) = instance.fields.get(&key) {
                    // A property of the class goes before a field of the same name.
                    return Ok(Some(found.clone().present()));
                }
                let open = instance.open;
                return self.instance_value(at, class, value, name, open, why);
            }
            Object::Dag(dag) => {
                if &**name == "dag_id" {
                    return Ok(Some(id_value(dag.id.as_ref(), why)));
                }
                if let Some(found) = dag.fields.get(&key) {
                    return Ok(Some(found.clone().present()));
                }
                if let Some(class) = dag.class
                    && let Some(found) = self.class_attribute(class, name)
                {
                    return self.bind_attribute(found, value.clone(), why).map(Some);
                }
                if crate::airflow::dag_lacks(self.airflow, name) {
                    self.hazard(why, "AttributeError", true);
                    return Ok(Some(Value::Unknown(why)));
                }
                match (&**name, dag.arguments.keyword(name)) {
                    ("tags" | "default_args" | "params", Some(given)) => given.clone(),
                    (
                        "schedule" | "start_date" | "end_date" | "catchup" | "max_active_runs" | "doc_md"
                        | "owner_links",
                        _,
                    ) => Value::Unknown(why),
                    _ => bound(value, name),
                }
            }
            Object::Task(task) => {
                match &**name {
                    "task_id" | "node_id" | "label" => return Ok(Some(id_value(task.id.as_ref(), why))),
                    "output" => return Ok(Some(super::super::xcom::given_by(value.clone()))),
                    "operator" => return Ok(Some(value.clone())),
                    "dag" => {
                        if let Some(dag) = task.dag {
                            return Ok(Some(Value::Ref(dag)));
                        }
                    }
                    "dag_id" if task.doubt.is_none() => {
                        if let Some(Object::Dag(dag)) = task.dag.map(|at| self.state.at(at)) {
                            return Ok(Some(id_value(dag.id.as_ref(), why)));
                        }
                    }
                    _ => {}
                }
                if let Some(found) = task.fields.get(&key) {
                    return Ok(Some(found.clone().present()));
                }
                if let Some(class) = task.class
                    && let Some(found) = self.class_attribute(class, name)
                {
                    return self.bind_attribute(found, value.clone(), why).map(Some);
                }
                if task.class.is_none() && crate::airflow::operator_lacks(self.airflow, name) {
                    self.hazard(why, "AttributeError", true);
                    return Ok(Some(Value::Unknown(why)));
                }
                bound(value, name)
            }
            Object::Group(group) => {
                if matches!(&**name, "group_id" | "node_id") {
                    return Ok(Some(id_value(Some(&group.id), why)));
                }
                group.fields.get(&key).cloned().map_or_else(|| bound(value, name), Value::present)
            }
            Object::Factory(factory) if matches!(&**name, "__name__" | "__qualname__") => {
                Value::text(factory.function.name)
            }
            Object::Factory(_) => Value::Unknown(why),
            Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Iterator(_) => {
                return Ok((!self.lacks(value, name)).then(|| bound(value, name)));
            }
        }))
    }

    /// An attribute of an instance that its own fields do not hold.
    fn instance_value(
        &mut self,
        at: At,
        class: At,
        value: &Value<'a>,
        name: &Text<'a>,
        open: Option<Origin>,
        why: Origin,
    ) -> Run<Option<Value<'a>>> {
        let found = self.class_attribute(class, name);
        match found {
            // What a class that is not followed may set in the instance.
            Some(found) if open.is_none() || matches!(found, Value::Function(_) | Value::Descriptor(..)) => {
                let is_cached = matches!(found, Value::Descriptor("cached_property", _));
                let result = self.bind_attribute(found, value.clone(), why)?;
                if is_cached && let Object::Instance(instance) = self.state.at_mut(at) {
                    instance.fields.set(Value::Str(name.clone()), result.clone(), why);
                }
                return Ok(Some(result));
            }
            Some(found) => return Ok(Some(Value::either(found, Value::Unknown(why)))),
            None => {}
        }
        match &**name {
            "__class__" => return Ok(Some(Value::Ref(class))),
            "__dict__" => {
                if let Object::Instance(instance) = self.state.at(at) {
                    let fields = Dict { mirrors: Some(at), ..instance.fields.clone() };
                    return Ok(Some(self.state.make(Object::Dict(fields))));
                }
            }
            _ => {}
        }
        if let Some(plain) = self.mixed_in(value)
            && let Some(found) = self.attribute(&plain, name, why)?
        {
            return Ok(Some(found));
        }
        if let Some(getter) = self.class_attribute(class, "__getattr__") {
            return self
                .call_bound(getter, value.clone(), Arguments::of([Value::Str(name.clone())]))
                .map(Some);
        }
        if self.is_named_tuple(class) && matches!(&**name, "_asdict" | "_replace" | "_fields") {
            return Ok(Some(bound(value, name)));
        }
        if self.kind_of(class) == Some(ClassKind::Model)
            && matches!(&**name, "dict" | "model_dump" | "json" | "model_dump_json" | "copy" | "model_copy")
        {
            return Ok(Some(bound(value, name)));
        }
        let is_model = self.kind_of(class) == Some(ClassKind::Model);
        let anything = open.is_some()
            || self.has_outside(class)
            || is_model
            || name.starts_with("__")
            || self.is_of_exceptions(class, name);
        Ok(anything.then_some(Value::Unknown(why)))
    }

    /// What reading a class's attribute through an instance gives.
    pub(in super::super) fn bind_attribute(
        &mut self,
        found: Value<'a>,
        receiver: Value<'a>,
        why: Origin,
    ) -> Run<Value<'a>> {
        Ok(match found {
            Value::Function(function) => {
                Value::Bound(Rc::new(Bound { receiver, method: Method::Of(function) }))
            }
            Value::Descriptor("staticmethod", function) => (*function).clone(),
            Value::Descriptor("classmethod", function) => {
                let class = self.class_of(&receiver, why);
                match &*function {
                    Value::Function(function) => {
                        Value::Bound(Rc::new(Bound { receiver: class, method: Method::Of(function.clone()) }))
                    }
                    Value::Ref(_) => return self.bind_attribute((*function).clone(), class, why),
                    _ => Value::Unknown(why),
                }
            }
            Value::Descriptor(PARTIAL_METHOD, partial) => bound_partial(&partial, receiver, why),
            Value::Descriptor(_, getter) => match &*getter {
                // A property that can be set: its getter first.
                Value::Tuple(pair) => self.call_value(&pair[0].clone(), Arguments::of([receiver]), why)?,
                getter => self.call_value(&getter.clone(), Arguments::of([receiver]), why)?,
            },
            // What `@dag` makes of a method is a function as well.
            Value::Ref(at) if matches!(self.state.at(at), Object::Factory(_)) => {
                Value::Partial(Rc::new((found, Arguments::of([receiver]))))
            }
            other => {
                if let Some(Object::Instance(instance)) = self.state.object(&other)
                    && let Some(getter) = self.class_attribute(instance.class, "__get__")
                {
                    let class = self.class_of(&receiver, why);
                    return self.call_bound(getter, other, Arguments::of([receiver, class]));
                }
                other
            }
        })
    }

    fn class_value(
        &mut self,
        at: At,
        value: &Value<'a>,
        name: &Text<'a>,
        why: Origin,
    ) -> Run<Option<Value<'a>>> {
        let Object::Class(class) = self.state.at(at) else { return Ok(None) };
        if let Some((_, member)) = class.members.iter().find(|(known, _)| known == name) {
            return Ok(Some(member.clone()));
        }
        match &**name {
            "__name__" | "__qualname__" => return Ok(Some(Value::Str(class.name.clone()))),
            "__members__" if class.kind == ClassKind::Enum => {
                let entries =
                    class.members.iter().map(|(name, value)| (Value::Str(name.clone()), value.clone()));
                let dict = entries.collect();
                return Ok(Some(self.state.make(Object::Dict(dict))));
            }
            "__dict__" => return Ok(Some(Value::Variables(class.frame))),
            "__dataclass_fields__" | "__annotations__" | "__fields__" | "model_fields"
                if !class.fields.is_empty() =>
            {
                let names = class.fields.iter().map(|name| (Value::Str(name.clone()), Value::Unknown(why)));
                let dict = names.collect();
                return Ok(Some(self.state.make(Object::Dict(dict))));
            }
            "__module__" => {
                let module = self.state.frame(class.frame).module;
                return Ok(Some(self.module_name(module)));
            }
            "__mro__" | "__bases__" | "__annotations__" | "__dataclass_fields__" | "__doc__" => {
                return Ok(Some(Value::Unknown(why)));
            }
            "__subclasses__" | "mro" => return Ok(Some(bound(value, name))),
            _ => {}
        }
        match self.class_attribute(at, name) {
            Some(Value::Descriptor("staticmethod", function)) => Ok(Some((*function).clone())),
            Some(Value::Descriptor("classmethod", function)) => Ok(Some(match &*function {
                Value::Function(function) => Value::Bound(Rc::new(Bound {
                    receiver: value.clone(),
                    method: Method::Of(function.clone()),
                })),
                _ => Value::Unknown(why),
            })),
            Some(found) => Ok(Some(found)),
            None if let Some(found) =
                self.metaclass_of(at).and_then(|metaclass| self.class_attribute(metaclass, name)) =>
            {
                self.bind_attribute(found, value.clone(), why).map(Some)
            }
            None if self.kind_of(at) == Some(ClassKind::NamedTuple) && name.starts_with('_') => {
                Ok(Some(bound(value, name)))
            }
            None if self.kind_of(at) == Some(ClassKind::Model) => Ok(Some(bound(value, name))),
            None if self.has_outside(at) || name.starts_with("__") => Ok(Some(Value::Unknown(why))),
            None => Ok(None),
        }
    }

    pub(super) fn super_attribute(
        &mut self,
        class: At,
        object: &Rc<Value<'a>>,
        name: &Text<'a>,
        why: Origin,
    ) -> Run<Value<'a>> {
        let own = match self.class_of(object, why) {
            Value::Ref(own) => own,
            _ => class,
        };
        let mut order = match self.state.at(own) {
            Object::Class(own) => own.order.clone(),
            _ => Vec::new(),
        };
        // A method of a metaclass, whose objects are classes.
        if !order.contains(&class)
            && let Some(metaclass) = self.metaclass_of(own)
            && let Object::Class(metaclass) = self.state.at(metaclass)
        {
            order = metaclass.order.clone();
        }
        let after = order.iter().position(|at| *at == class).map_or(0, |at| at + 1);
        for at in order.into_iter().skip(after) {
            if let Object::Class(class) = self.state.at(at)
                && let Some(found) = self.state.frame(class.frame).get(name)
            {
                let found = found.clone().present();
                return self.bind_attribute(found, object.as_ref().clone(), why);
            }
        }
        let is_plain = matches!(self.state.object(object), Some(Object::Instance(instance))
            if self.is_followed(instance.class) && instance.class == own);
        if is_plain && !name.starts_with("__") && self.kind_of(own) != Some(ClassKind::Enum) {
            let (text, range) = (self.words(why), self.current);
            let range = if let Origin::Code(_, range) = why { range } else { range };
            return Err(self.raised_at("AttributeError", range, &format!("`{text}` does not exist")));
        }
        Ok(bound(&Value::Super(class, object.clone()), name))
    }
}
