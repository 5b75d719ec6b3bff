//! Whether a value counts as true.

use super::constant;
use super::interpret::Interpreter;
use super::object::Object;
use super::value::Value;

impl<'a> Interpreter<'a> {
    /// Whether a value counts as true.
    pub(super) fn truth(&self, value: &Value<'a>) -> Option<bool> {
        let full = |len: usize, exact: bool, open: bool| match (len, exact, open) {
            (0, _, false) => Some(false),
            (1.., true, _) => Some(true),
            _ => None,
        };
        match value {
            Value::Unknown(_) | Value::Absent => None,
            Value::None => Some(false),
            Value::Bool(of) => Some(*of),
            Value::Int(of) => Some(*of != 0),
            Value::Float(of) => Some(*of != 0.0),
            Value::Str(text) => Some(!text.is_empty()),
            Value::Plain(of) => Some(constant::truth(of)),
            Value::Tuple(items) => Some(!items.is_empty()),
            Value::External(path) => match &**path {
                "typing.TYPE_CHECKING" | "typing_extensions.TYPE_CHECKING" => Some(false),
                "__name__" => Some(true),
                path => self.airflow_truth(path),
            },
            Value::OneOf(values) => {
                let mut all = values.iter().map(|value| self.truth(value));
                let first = all.next()??;
                all.all(|other| other == Some(first)).then_some(first)
            }
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) => {
                    let surely = list.items.iter().any(|item| !item.may_be_absent());
                    full(list.items.len(), surely, list.open.is_some())
                }
                Object::Dict(dict) | Object::Set(dict) => {
                    let surely = dict.iter().any(|(_, value)| !value.may_be_absent());
                    full(dict.len(), surely, dict.open.is_some())
                }
                Object::Instance(instance) => {
                    if let Some(plain) = self.mixed_in(value) {
                        return self.truth(&plain);
                    }
                    let own = ["__bool__", "__len__"]
                        .iter()
                        .any(|name| self.class_attribute(instance.class, name).is_some());
                    (!own && !self.has_outside(instance.class)).then_some(true)
                }
                Object::Opaque(_) => None,
                _ => Some(true),
            },
            _ => Some(true),
        }
    }

    fn airflow_truth(&self, path: &str) -> Option<bool> {
        match path {
            "airflow.utils.types.NOTSET" => Some(false),
            "airflow.version_compat.AIRFLOW_V_3_0_PLUS" => {
                Some(self.airflow == crate::airflow::Airflow::Three)
            }
            // Classes and functions of Airflow are true.
            path => {
                let last = path.rsplit('.').next().unwrap_or(path);
                (path.starts_with("airflow.")
                    && last.chars().next().is_some_and(char::is_uppercase)
                    && !last.chars().all(|c| c.is_uppercase() || c == '_' || c.is_ascii_digit()))
                .then_some(true)
            }
        }
    }
}
