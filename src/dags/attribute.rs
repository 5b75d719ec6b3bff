//! Running module code on values that may be unknown: attributes.

mod member;

use std::rc::Rc;

use super::constant::{self, Answer};
use super::interpret::{Interpreter, Run};
use super::method::folder::{entry_attribute, entry_path};
use super::object::{Id, Object};
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
                let copies = if &**name == "parents" { 1 + text.matches('/').count() } else { 1 };
                (0..copies).for_each(|_| self.weigh_text(&*text));
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
