//! Setting and deleting attributes.

use super::interpret::Interpreter;
use super::object::{At, Object};
use super::value::{Arguments, Certainty, Origin, Text, Value};
use crate::airflow;

impl<'a> Interpreter<'a> {
    pub(super) fn set_attribute(&mut self, into: &Value<'a>, name: Text<'a>, value: Value<'a>, why: Origin) {
        if self.set_through_class(into, &name, &value) {
            return;
        }
        let key = Value::Str(name.clone());
        match into {
            Value::Function(function) => {
                let at = match function.fields.get() {
                    Some(at) => at,
                    None => {
                        let at = self.state.allocate(Object::Dict(super::dict::Dict::default()));
                        function.fields.set(Some(at));
                        at
                    }
                };
                if let Object::Dict(dict) = self.state.at_mut(at) {
                    dict.set(key, value.clone(), why);
                }
                self.escape(&value, why);
            }
            Value::OneOf(values) => {
                for one in values.iter() {
                    if matches!(one, Value::Ref(_) | Value::Module(_)) {
                        self.set_attribute(
                            one,
                            name.clone(),
                            Value::either(value.clone(), Value::Unknown(why)),
                            why,
                        );
                    }
                }
            }
            Value::Module(at) => {
                let frame = self.modules[usize::from(*at)].frame;
                self.state.set(frame, name, value);
            }
            Value::External(path) if &**path == "sys" && &*name == "path" => match &value {
                // `[folder] + sys.path`
                Value::Partial(of) if matches!(&of.0, Value::External(path) if &**path == "sys.path") => {
                    let folders = of.1.positional.first().cloned().unwrap_or(Value::None);
                    self.add_roots(&folders, of.1.positional.get(1) == Some(&Value::Bool(true)));
                }
                _ => self.roots.open(),
            },
            Value::Ref(at) => {
                // Airflow 2 keeps it under this name.
                let own = &*name == "_dag_id" && self.airflow == crate::airflow::Airflow::Two;
                let id = (own || &*name == "dag_id").then(|| self.plain_id(&value, why));
                if &*name == "__dict__" && matches!(self.state.at(*at), Object::Instance(_)) {
                    self.set_variables(*at, &value, why);
                    return;
                }
                if self.is_read_only(*at, &name) {
                    self.hazard(why, "AttributeError", true);
                }
                if &*name == "dag" && self.is_of_other_dag(*at, &value) {
                    self.hazard(why, "", true);
                }
                match self.state.at_mut(*at) {
                    Object::Instance(instance) => instance.fields.set(key, value, why),
                    Object::Dag(dag) => match (&*name, id) {
                        (_, Some(id)) => dag.id = Some(id),
                        ("auto_register", _) => {
                            dag.auto_register = match value {
                                Value::Bool(true) => Certainty::Yes,
                                Value::Bool(false) => Certainty::No,
                                _ => Certainty::Maybe(why),
                            };
                        }
                        _ => dag.fields.set(key, value, why),
                    },
                    Object::Task(task) => {
                        if &*name == "dag"
                            && let Value::Ref(dag) = value
                        {
                            self.add_task(*at, dag);
                        } else {
                            task.fields.set(key, value, why);
                        }
                    }
                    Object::Group(group) => group.fields.set(key, value, why),
                    Object::Class(class) => {
                        let frame = class.frame;
                        self.state.set(frame, name, value);
                    }
                    Object::Dict(_) => {
                        self.set_of_settings(*at, &name, &value, why);
                        self.escape(&value, why);
                    }
                    _ => self.escape(&value, why),
                }
            }
            _ => self.escape(&value, why),
        }
    }

    /// Whether a task is in another DAG already: it stays there (`BaseOperator.dag`).
    fn is_of_other_dag(&self, at: At, dag: &Value<'a>) -> bool {
        match (self.state.at(at), dag) {
            (Object::Task(task), Value::Ref(dag)) => task.dag.is_some_and(|known| known != *dag),
            _ => false,
        }
    }

    /// Whether Airflow lets nobody set this attribute of a DAG or task.
    fn is_read_only(&self, at: At, name: &str) -> bool {
        // A class of the package may have it as an attribute of its own.
        let is_own = |class: Option<At>| class.is_some_and(|at| self.class_attribute(at, name).is_some());
        match self.state.at(at) {
            Object::Dag(dag) => airflow::is_fixed_of_dag(self.airflow, name) && !is_own(dag.class),
            Object::Task(task) => airflow::is_fixed_of_operator(self.airflow, name) && !is_own(task.class),
            _ => false,
        }
    }

    /// `self.__dict__ = keywords`
    fn set_variables(&mut self, at: At, value: &Value<'a>, why: Origin) {
        let mut fields = self.mapping(value).unwrap_or_default();
        let tied = match value {
            Value::Ref(dict) => match self.state.at_mut(*dict) {
                Object::Dict(dict) => Some(dict.mirrors.replace(at).filter(|before| *before != at)),
                _ => None,
            },
            _ => None,
        };
        // What shares it with another one is not followed.
        if tied != Some(None) {
            fields.blur(why);
        }
        for (at, fields) in [(Some(at), Some(fields)), (tied.flatten(), None)] {
            if let Some(Object::Instance(instance)) = at.map(|at| self.state.at_mut(at)) {
                match fields {
                    Some(fields) => instance.fields = fields,
                    None => instance.fields.blur(why),
                }
                if tied != Some(None) {
                    instance.open = Some(why);
                }
            }
        }
    }

    /// A property with a setter, a descriptor, `__setattr__`: code of the class that is asked instead.
    fn set_through_class(&mut self, into: &Value<'a>, name: &Text<'a>, value: &Value<'a>) -> bool {
        let Some(Object::Instance(instance)) = self.state.object(into) else { return false };
        let class = instance.class;
        if let Some(setter) = self.class_attribute(class, "__setattr__") {
            // What it raises is not followed: assignments are statements of their own.
            let _ = self.call_bound(
                setter,
                into.clone(),
                Arguments::of([Value::Str(name.clone()), value.clone()]),
            );
            return true;
        }
        match self.class_attribute(class, name) {
            Some(Value::Descriptor("property", pair)) => {
                if let Value::Tuple(pair) = &*pair {
                    let why = Origin::Code(self.module(), self.current);
                    let _ =
                        self.call_value(&pair[1].clone(), Arguments::of([into.clone(), value.clone()]), why);
                }
                true
            }
            Some(descriptor) => {
                let Some(Object::Instance(of)) = self.state.object(&descriptor) else { return false };
                match self.class_attribute(of.class, "__set__") {
                    Some(setter) => {
                        let given = Arguments::of([into.clone(), value.clone()]);
                        let _ = self.call_bound(setter, descriptor, given);
                        true
                    }
                    None => false,
                }
            }
            None => false,
        }
    }
}
