//! Running module code on values that may be unknown: attributes.

use std::rc::Rc;

use super::constant::{self, Answer};
use super::interpret::{Interpreter, Run};
use super::library::functools::{PARTIAL_METHOD, bound_partial};
use super::method::folder::{entry_attribute, entry_path};
use super::object::{At, ClassKind, Id, Object};
use super::path;
use super::value::{Arguments, Bound, Method, Origin, Text, Value};
use crate::python::Ranged;
use crate::python::ast;

/// The longest path of something that is not followed.
const LONGEST_PATH: usize = 200;

impl<'a> Interpreter<'a> {
    pub(super) fn attribute_of(
        &mut self,
        value: &Value<'a>,
        name: &'a str,
        of: &'a ast::ExprAttribute,
    ) -> Run<Value<'a>> {
        let why = self.origin(of);
        match self.attribute(value, &Text::Source(name), why)? {
            Some(found) => Ok(found),
            None if self.doubt().is_some() || is_mangled(name) => Ok(Value::Unknown(why)),
            None => {
                let text = self.words(why);
                Err(self.raised_at("AttributeError", of.range(), &format!("`{text}` does not exist")))
            }
        }
    }

    /// An attribute; `None` when it certainly does not exist.
    pub(super) fn attribute(
        &mut self,
        value: &Value<'a>,
        name: &Text<'a>,
        why: Origin,
    ) -> Run<Option<Value<'a>>> {
        Ok(Some(match value {
            value if self.lacks(value, name) || self.view_lacks(value, name) => return Ok(None),
            Value::None => Value::Unknown(why),
            Value::Unknown(Origin::Text(..)) if super::setting::stays_a_setting(name) => bound(value, name),
            Value::Unknown(_) | Value::Absent | Value::Decorator(_) => Value::Unknown(why),
            Value::OneOf(values) => {
                let mut found = Vec::new();
                for one in values.iter().filter(|one| **one != Value::None) {
                    found.push(self.attribute(one, name, why)?.unwrap_or(Value::Unknown(why)));
                }
                Value::one_of(found).unwrap_or(Value::Unknown(why))
            }
            Value::External(path) => {
                if path.starts_with("airflow")
                    && let Some(problem) = crate::airflow::import_problem(self.airflow, path, Some(name))
                    && let Origin::Code(_, range) = why
                {
                    let kind = super::FaultKind::AirflowVersion;
                    return self
                        .refuse("AttributeError", kind, range, problem.message, &problem.help)
                        .map(Some);
                }
                if path.ends_with(".TriggerRule") && super::checks::is_no_trigger_rule(self.airflow, name) {
                    self.hazard(why, "AttributeError", true);
                }
                if crate::airflow::stdlib_lacks(path, name, self.python) {
                    return Ok(None);
                }
                if &**path == "pendulum" && super::pendulum::is_gone(name) {
                    return Ok(None);
                }
                if super::pendulum::is_moved(path, name) {
                    self.hazard(why, "AttributeError", true);
                }
                if crate::airflow::is_unloaded_module(self.airflow, path, name)
                    && !self.has_imported(path, name)
                {
                    self.hazard(why, "AttributeError", true);
                }
                self.external_attribute(path, name, why)
            }
            Value::Module(at) => return self.module_attribute(*at, name, why),
            Value::Ref(at) => return self.object_attribute(*at, value, name, why),
            Value::Super(class, object) => self.super_attribute(*class, object, name, why)?,
            Value::Located(located) if &**name == "parts" && !located.is_text => {
                self.path_parts(&located.clone())
            }
            Value::Located(located) if &**name == "suffixes" && !located.is_text => {
                let last = path::name(&located.path).to_owned();
                self.suffixes(&last).unwrap_or_else(|| bound(value, name))
            }
            Value::Located(located) => match path::attribute(located, name) {
                Some(found) => found,
                None => bound(value, name),
            },
            Value::Function(function) => match &**name {
                "__name__" | "__qualname__" => Value::text(function.name),
                "__module__" => self.module_name(function.module),
                "__doc__" => match function.body {
                    super::value::Body::Statements(body) => docstring(body),
                    super::value::Body::Expression(_) => Value::None,
                },
                _ => {
                    let fields = function.fields.get().and_then(|at| match self.state.at(at) {
                        Object::Dict(dict) => dict.get(&Value::Str(name.clone())).cloned(),
                        _ => None,
                    });
                    fields.map_or(Value::Unknown(why), Value::present)
                }
            },
            Value::Taskflow(of) => match &**name {
                "__name__" => Value::Str(of.name.clone()),
                "function" | "__wrapped__" => of.function.clone(),
                _ => bound(value, name),
            },
            // What loads the module of a file is not told from its specification.
            Value::Partial(of)
                if &**name == "loader"
                    && matches!(&of.0, Value::External(path) if &**path == "importlib.util.spec()") =>
            {
                value.clone()
            }
            Value::Partial(_) if let Some(tasks) = super::xcom::givers(value) => match (&**name, tasks) {
                ("operator", [task]) => task.clone(),
                _ => bound(value, name),
            },
            Value::Partial(of) if &**name == "func" => of.0.clone(),
            Value::Partial(_) if super::pendulum::is_moment(value) => {
                self.pendulum_attribute(value, name).unwrap_or_else(|| bound(value, name))
            }
            Value::Partial(_) if let Some(text) = super::pure_path::pure_text(value) => {
                let found = match &**name {
                    "suffixes" => self.suffixes(path::name(&text)),
                    name => super::pure_path::pure_attribute(&text, name),
                };
                found.unwrap_or_else(|| bound(value, name))
            }
            Value::Partial(_) if super::url::is_url(value) => {
                super::url::attribute(value, name).unwrap_or_else(|| bound(value, name))
            }
            Value::Partial(_) if let Some(path) = entry_path(value) => {
                entry_attribute(path, name).unwrap_or_else(|| bound(value, name))
            }
            Value::Tuple(items) if items.len() == 4 && matches!(&**name, "major" | "minor" | "micro") => {
                let at = match &**name {
                    "major" => 0,
                    "minor" => 1,
                    _ => 2,
                };
                items[at].clone()
            }
            Value::Builtin(of) if &**name == "__name__" => Value::text(*of),
            Value::Bound(of) if matches!(&**name, "__name__" | "__qualname__") => match &of.method {
                Method::Of(function) => Value::text(function.name),
                Method::Named(name) => Value::Str(name.clone()),
            },
            Value::Bound(of) if &**name == "__self__" => of.receiver.clone(),
            Value::Plain(known) => match constant::attribute(known, name) {
                Answer::Known(known) => self.value_of(known),
                _ => bound(value, name),
            },
            _ if &**name == "__class__" => self.class_of(value, why),
            _ => return Ok((!self.lacks(value, name)).then(|| bound(value, name))),
        }))
    }

    /// What a module that is not of the package has under a name.
    pub(super) fn external_attribute(&mut self, path: &Rc<str>, name: &Text<'a>, why: Origin) -> Value<'a> {
        if &**path == "__name__" {
            return bound(&Value::External(path.clone()), name);
        }
        if path.len() + name.len() > LONGEST_PATH {
            return Value::Unknown(why);
        }
        let full: Rc<str> = [path, ".", name].concat().into();
        if matches!(&*full, "airflow.__version__" | "airflow.version.version") {
            return self.airflow_version();
        }
        match &*full {
            "os.name" => return Value::text("posix"),
            // Airflow's scheduler runs on nothing else in production.
            "sys.platform" => return Value::text("linux"),
            "sys.meta_path"
            | "sys.path_hooks"
            | "sys._getframe"
            | "inspect.currentframe"
            | "inspect.stack" => {
                self.unseen.get_or_insert(why);
            }
            // It puts the members into the module whose name it is given (`enum.Enum._convert_`).
            "enum.IntEnum._convert_" | "enum.IntFlag._convert_" => {
                let module = self.module_frame();
                self.state.open_frame(module, why);
            }
            _ => {}
        }
        if let Some(known) = constant::library::constant(&full) {
            return self.value_of(known);
        }
        Value::External(full)
    }

    fn module_attribute(&mut self, at: u16, name: &Text<'a>, why: Origin) -> Run<Option<Value<'a>>> {
        let frame = self.modules[usize::from(at)].frame;
        if let Some(value) = self.state.frame(frame).get(name) {
            return Ok(Some(value.clone().present()));
        }
        Ok(match &**name {
            "__name__" => Some(self.module_name(at)),
            "__file__" => Some(self.module_file(at)),
            "__dict__" => Some(Value::Variables(frame)),
            "__path__" => match self.package_path(at) {
                Some(path) => {
                    let folder = Value::Located(super::value::Located { path, is_text: true });
                    Some(self.list(vec![folder]))
                }
                None => Some(Value::Unknown(why)),
            },
            "__doc__" | "__spec__" | "__package__" | "__loader__" | "__all__" => Some(Value::Unknown(why)),
            _ => {
                if let Some(getter) = self.state.frame(frame).get("__getattr__").cloned() {
                    return self
                        .call_value(&getter, Arguments::of([Value::Str(name.clone())]), why)
                        .map(Some);
                }
                let unfinished = !self.modules[usize::from(at)].is_done;
                if unfinished && at != 0 && self.state.frame(frame).open.is_none() {
                    // It is imported by what it imports.
                    self.hazard(why, "ImportError", true);
                }
                (unfinished || self.state.frame(frame).open.is_some()).then_some(Value::Unknown(why))
            }
        })
    }

    fn object_attribute(
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
                    "output" => return Ok(Some(super::xcom::given_by(value.clone()))),
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
                    let fields = super::dict::Dict { mirrors: Some(at), ..instance.fields.clone() };
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
    pub(super) fn bind_attribute(
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

    fn super_attribute(
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

    /// The versions that the target may be.
    fn airflow_version(&self) -> Value<'a> {
        let known: &[&str] = match self.airflow {
            crate::airflow::Airflow::Two => &["2.11.2"],
            crate::airflow::Airflow::Three => &["3.0.6", "3.1.8", "3.2.2", "3.3.2"],
        };
        Value::one_of(known.iter().map(|text| Value::text(*text))).unwrap_or(Value::None)
    }

    /// An id that is set without Airflow's checks.
    pub(super) fn plain_id(&self, value: &Value<'a>, why: Origin) -> Id<'a> {
        match value {
            Value::Str(id) => Id::Known(id.clone()),
            _ => Id::Unknown { origin: why, candidates: Vec::new() },
        }
    }
}

/// Whether it may be the name that `__name` of a class has outside of its body: `_Class__name`.
fn is_mangled(name: &str) -> bool {
    name.starts_with('_') && !name.starts_with("__") && name.contains("__")
}

/// A name of a value whose type has methods.
pub(super) fn bound<'a>(value: &Value<'a>, name: &Text<'a>) -> Value<'a> {
    Value::Bound(Rc::new(Bound { receiver: value.clone(), method: Method::Named(name.clone()) }))
}

/// The text that a body begins with.
pub(super) fn docstring<'a>(body: &'a [ast::Stmt]) -> Value<'a> {
    if let Some(ast::Stmt::Expr(first)) = body.first()
        && let ast::Expr::StringLiteral(text) = first.value.as_ref()
    {
        return Value::text(text.value.to_str());
    }
    Value::None
}

/// An id as a value.
pub(super) fn id_value<'a>(id: Option<&Id<'a>>, why: Origin) -> Value<'a> {
    match id {
        Some(Id::Known(id)) => Value::Str(id.clone()),
        Some(Id::Unknown { origin, candidates }) => {
            let known = candidates.iter().map(|id| Value::Str(id.clone()));
            Value::one_of(known.chain([Value::Unknown(*origin)])).unwrap_or(Value::Unknown(why))
        }
        None => Value::Unknown(why),
    }
}
