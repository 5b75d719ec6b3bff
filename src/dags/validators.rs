//! What a pydantic model's own validators make of its fields: `@field_validator`, `@model_validator`, and `@validator`
//! and `@root_validator` of its first version.

use std::rc::Rc;

use super::call::CallSite;
use super::handler::INVALID;
use super::hazard::{Raised, Stop};
use super::interpret::{Interpreter, Run};
use super::object::{At, Object};
use super::value::{Arguments, Origin, Text, Value};
use crate::python::ast::Expr;

/// A method of a model's class that looks at fields, or at all of them.
const MARK: &str = "<validator>";
/// Settings of a model that change no value it is given.
const HARMLESS: [&str; 14] = [
    "allow_mutation",
    "arbitrary_types_allowed",
    "extra",
    "from_attributes",
    "frozen",
    "json_schema_extra",
    "orm_mode",
    "populate_by_name",
    "protected_namespaces",
    "schema_extra",
    "title",
    "use_attribute_docstrings",
    "validate_assignment",
    "validate_by_name",
];

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Validator<'a> {
    /// The fields; empty when it looks at the whole model.
    fields: Vec<Text<'a>>,
    /// What runs before the values are turned into those of the annotations.
    pub(super) is_before: bool,
    /// It looks at defaults, too.
    is_always: bool,
    /// What it does cannot be told.
    is_open: bool,
    function: Value<'a>,
    class: At,
}

impl Validator<'_> {
    pub(super) fn is_of(&self, field: &str) -> bool {
        self.fields.iter().any(|name| matches!(&**name, "*") || **name == *field)
    }

    pub(super) fn is_of_all(&self) -> bool {
        self.fields.is_empty()
    }
}

impl<'a> Interpreter<'a> {
    /// `@field_validator("name", mode="before")`, and the method under it. `None`: it is none.
    pub(super) fn validator_call(path: &str, arguments: &Arguments<'a>) -> Option<Value<'a>> {
        let name = path.rsplit('.').next().filter(|_| path.starts_with("pydantic."))?;
        if !matches!(name, "field_validator" | "model_validator" | "validator" | "root_validator") {
            return None;
        }
        let (function, fields) = match arguments.positional.split_last() {
            Some((function @ (Value::Function(_) | Value::Descriptor(..)), fields)) => (function, fields),
            _ => {
                let name: Rc<str> = path.into();
                return Some(Value::Partial(Rc::new((Value::External(name), arguments.clone()))));
            }
        };
        let given = Arguments { positional: fields.to_vec(), ..arguments.clone() };
        let kept = Value::Partial(Rc::new((Value::text(name.to_owned()), given)));
        Some(Value::Descriptor(MARK, Rc::new(Value::Tuple([kept, function.clone()].into()))))
    }

    /// The validators of a class and of those above it, in the order of their definition.
    pub(super) fn validators(&self, class: At) -> Vec<Validator<'a>> {
        let Object::Class(of) = self.state.at(class) else { return Vec::new() };
        let mut found: Vec<(Text<'a>, Validator<'a>)> = Vec::new();
        for at in of.order.iter().rev() {
            let Object::Class(above) = self.state.at(*at) else { continue };
            for (name, value) in self.state.frame(above.frame).iter() {
                if let Some(validator) = read(value, class) {
                    // One of the same name takes its place.
                    found.retain(|(known, _)| known != name);
                    found.push((name.clone(), validator));
                }
            }
        }
        found.into_iter().map(|(_, validator)| validator).collect()
    }

    /// The value of a field after the validators that run then.
    pub(super) fn validated(
        &mut self,
        validators: &[Validator<'a>],
        field: &str,
        value: Value<'a>,
        (is_before, is_default): (bool, bool),
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let mut value = value;
        let mut mine: Vec<&Validator<'a>> =
            validators.iter().filter(|one| one.is_before == is_before && one.is_of(field)).collect();
        if is_before {
            mine.reverse();
        }
        for validator in mine {
            if is_default && !validator.is_always {
                continue;
            }
            value = match validator.is_open {
                true => Value::Unknown(why),
                false => self.call_validator(validator, value, why)?,
            };
        }
        Ok(value)
    }

    /// `@model_validator(mode="before")`: the arguments that it makes of those that were given.
    pub(super) fn validated_arguments(
        &mut self,
        validators: &[Validator<'a>],
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Arguments<'a>> {
        let why = self.at(site);
        let mut arguments = arguments;
        for validator in validators.iter().filter(|one| one.is_before && one.is_of_all()).rev() {
            let entries =
                arguments.keywords.iter().map(|(name, value)| (Value::Str(name.clone()), value.clone()));
            let mut given: super::dict::Dict<'a> = entries.collect();
            given.open = arguments.unknown;
            let given = self.state.make(Object::Dict(given));
            let made = match validator.is_open {
                true => Value::Unknown(why),
                false => self.call_validator(validator, given, why)?,
            };
            arguments = match self.fields_given(&made) {
                Some(arguments) => arguments,
                None => Arguments { unknown: Some(why), ..Arguments::default() },
            };
        }
        Ok(arguments)
    }

    /// `@model_validator(mode="after")`: what it does to the model.
    pub(super) fn validated_model(
        &mut self,
        validators: &[Validator<'a>],
        model: &Value<'a>,
        site: CallSite,
    ) -> Run<()> {
        let why = self.at(site);
        for validator in validators.iter().filter(|one| !one.is_before && one.is_of_all()) {
            let is_method = matches!(validator.function, Value::Function(_));
            if is_method && !validator.is_open {
                let done = self.call_bound(validator.function.clone(), model.clone(), Arguments::default());
                invalid(done)?;
            } else if let Some(Object::Instance(instance)) = self.state.object_mut(model) {
                instance.open = Some(why);
                instance.fields.blur(why);
            }
        }
        Ok(())
    }

    /// What the settings of a model say: `model_config = ConfigDict(…)`, `class Config:`.
    fn model_settings(&self, class: At) -> Vec<(Text<'a>, Value<'a>)> {
        let Object::Class(of) = self.state.at(class) else { return Vec::new() };
        let mut all = Vec::new();
        for at in of.order.iter().rev() {
            let Object::Class(above) = self.state.at(*at) else { continue };
            let frame = self.state.frame(above.frame);
            match frame.get("model_config").map(|of| (of, self.state.object(of))) {
                Some((_, Some(Object::Dict(dict)))) if dict.open.is_none() => {
                    let known = dict.iter().filter_map(|(key, value)| match key {
                        Value::Str(name) => Some((name.clone(), value.clone())),
                        _ => None,
                    });
                    all.extend(known);
                }
                Some((of, _)) => all.push((Text::Source("?"), of.clone())),
                None => {}
            }
            if let Some(Object::Class(of)) = frame.get("Config").and_then(|of| self.state.object(of)) {
                let own = self.state.frame(of.frame).iter();
                all.extend(own.map(|(name, value)| (name.clone(), value.clone())));
            }
        }
        all
    }

    /// Whether code or settings of a model may change what it is given, in a way that is not followed.
    pub(super) fn is_unclear_model(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return true };
        let has_code = of.order.iter().any(|at| match self.state.at(*at) {
            Object::Class(class) => {
                self.state.frame(class.frame).iter().any(|(_, value)| matches!(value, Value::Unknown(_)))
            }
            _ => true,
        });
        has_code || self.model_settings(class).iter().any(|(name, _)| !HARMLESS.contains(&&**name))
    }

    /// Whether a model refuses fields that it does not have.
    pub(super) fn forbids_extra(&self, class: At) -> bool {
        let settings = self.model_settings(class);
        let extra = settings.iter().rfind(|(name, _)| &**name == "extra");
        let knows_names = settings.iter().all(|(name, _)| &**name != "?" && !name.contains("alias"));
        knows_names && extra.is_some_and(|(_, extra)| extra.as_str() == Some("forbid"))
    }

    /// Whether a field without a default has to be given.
    pub(super) fn is_required(&self, class: At, annotation: Option<(At, &'a Expr)>) -> bool {
        let Some((_, annotation)) = annotation else { return false };
        let is_plain = match annotation {
            Expr::Name(_) => true,
            Expr::Subscript(of) => {
                matches!(of.value.as_ref(), Expr::Name(name) if matches!(name.id.as_str(), "list" | "dict" | "List" | "Dict"))
            }
            _ => false,
        };
        is_plain && !self.is_unclear_model(class)
    }

    fn call_validator(&mut self, of: &Validator<'a>, value: Value<'a>, why: Origin) -> Run<Value<'a>> {
        let (function, is_static) = match &of.function {
            Value::Descriptor("staticmethod", function) => ((**function).clone(), true),
            Value::Descriptor("classmethod", function) => ((**function).clone(), false),
            function => (function.clone(), false),
        };
        let Value::Function(code) = &function else { return Ok(Value::Unknown(why)) };
        let mut given = if is_static { Vec::new() } else { vec![Value::Ref(of.class)] };
        given.push(value);
        // What else it is told: the fields before it, and the like.
        let takes = code.parameters.map_or(0, |all| all.args.len() + all.posonlyargs.len());
        if takes > given.len() {
            given.push(Value::Unknown(why));
        }
        invalid(self.call_value(&function, Arguments::of(given), why))
    }
}

/// What a validator raises, pydantic raises as an exception of its own.
fn invalid<T>(result: Run<T>) -> Run<T> {
    match result {
        Err(Stop::Raise(raised)) if matches!(&*raised.class, "ValueError" | "AssertionError") => {
            Err(Stop::Raise(Box::new(Raised { class: INVALID.to_owned(), is_modelled: true, ..*raised })))
        }
        result => result,
    }
}

fn read<'a>(value: &Value<'a>, class: At) -> Option<Validator<'a>> {
    let Value::Descriptor(MARK, kept) = value else { return None };
    let Value::Tuple(kept) = &**kept else { return None };
    let [Value::Partial(kept), function] = &**kept else { return None };
    let (Value::Str(name), arguments) = &**kept else { return None };
    let mode = arguments.keyword("mode").map(|mode| mode.as_str().unwrap_or("?"));
    let is_true = |name: &str| arguments.keyword(name) == Some(&Value::Bool(true));
    let is_of_fields = matches!(&**name, "field_validator" | "validator");
    let fields: Option<Vec<Text<'a>>> = arguments
        .positional
        .iter()
        .map(|field| match field {
            Value::Str(field) => Some(field.clone()),
            _ => None,
        })
        .collect();
    let fields = fields.filter(|fields| fields.is_empty() != is_of_fields);
    let is_known = match &**name {
        "field_validator" | "model_validator" => matches!(mode, None | Some("before" | "after")),
        _ => !is_true("each_item"),
    };
    let everything = || if is_of_fields { vec![Text::Source("*")] } else { Vec::new() };
    Some(Validator {
        is_open: fields.is_none() || !is_known || arguments.unknown.is_some(),
        fields: fields.unwrap_or_else(everything),
        is_before: mode == Some("before") || is_true("pre"),
        is_always: is_true("always"),
        function: function.clone(),
        class,
    })
}
