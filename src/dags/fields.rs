//! Fields of dataclasses, named tuples and models: what their classes take.

use std::rc::Rc;

use super::call::CallSite;
use super::handler::INVALID;
use super::interpret::{Interpreter, Run};
use super::object::{At, ClassKind, Object};
use super::state::FrameKind;
use super::value::{Arguments, Origin, Text, Value};
use crate::python::ast;

impl<'a> Interpreter<'a> {
    /// The generated `__init__` of a dataclass, named tuple or model.
    pub(super) fn init_fields(
        &mut self,
        class: At,
        value: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let why = self.at(site);
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        let (fields, kind, keyword_only) = (of.fields.clone(), of.kind, of.keyword_only.clone());
        let init_only = of.init_only.clone();
        let annotations = if kind == ClassKind::Model { of.annotations.clone() } else { Vec::new() };
        let validators = if kind == ClassKind::Model { self.validators(class) } else { Vec::new() };
        let arguments = self.validated_arguments(&validators, arguments, site)?;
        let mut after = Vec::new();
        let mut positional = arguments.positional.clone().into_iter();
        for name in &fields {
            let by_name = kind == ClassKind::Model
                || keyword_only.contains(name)
                || self.is_field_given(class, name, "kw_only", true);
            let default = self.class_attribute(class, name);
            let is_field = matches!(&default, Some(Value::Bound(of)) if is_field_marker(of));
            let left_out = self.is_field_given(class, name, "init", false);
            let given = if by_name || left_out { None } else { positional.next() };
            if given.is_some() && arguments.keyword(name).is_some_and(|value| !value.may_be_absent()) {
                let message = format!("`{}` gets its field `{}` twice", self.class_name(class), &**name);
                return Err(self.raised_at("TypeError", site.range, &message));
            }
            let alias = default.as_ref().and_then(field_alias);
            let given = given
                .or_else(|| alias.and_then(|alias| arguments.keyword(&alias).cloned()))
                .or_else(|| arguments.keyword(name).cloned());
            let annotation = class_annotation(&annotations, name);
            let given = match (given, annotation) {
                (Some(given), Some((of, annotation))) if kind == ClassKind::Model => {
                    let given = self.validated(&validators, name, given, (true, false), site)?;
                    let given = self.coerced(of, annotation, given, site, 0)?;
                    Some(self.validated(&validators, name, given, (false, false), site)?)
                }
                (given, _) => given,
            };
            let is_given = given.is_some();
            let set = match (given, default) {
                (Some(given), _) => given,
                (None, Some(default)) if is_field => self.field_default(&default, why)?,
                (None, Some(default)) => default,
                (None, None)
                    if arguments.unknown.is_some()
                        || kind == ClassKind::Model && !self.is_required(class, annotation) =>
                {
                    Value::Unknown(why)
                }
                (None, None) => {
                    let message =
                        format!("`{}` is not given its field `{}`", self.class_name(class), &**name);
                    let error = if kind == ClassKind::Model { INVALID } else { "TypeError" };
                    return Err(self.raised_at(error, site.range, &message));
                }
            };
            let set = match is_given {
                true => set,
                false => {
                    let set = self.validated(&validators, name, set, (true, true), site)?;
                    self.validated(&validators, name, set, (false, true), site)?
                }
            };
            let set = match arguments.unknown {
                Some(unknown) if arguments.keyword(name).is_none() => {
                    Value::either(set, Value::Unknown(unknown))
                }
                _ => set,
            };
            if init_only.contains(name) {
                after.push(set);
            } else if let Some(Object::Instance(instance)) = self.state.object_mut(value) {
                instance.fields.set(Value::Str(name.clone()), set, why);
            }
        }
        if kind != ClassKind::Model && arguments.unknown.is_none() && positional.next().is_some() {
            let message = format!("`{}` gets more arguments than it has fields", self.class_name(class));
            return Err(self.raised_at("TypeError", site.range, &message));
        }
        let is_strict = matches!(kind, ClassKind::Dataclass | ClassKind::NamedTuple)
            || kind == ClassKind::Model && self.forbids_extra(class);
        if is_strict
            && let Some((name, _)) = arguments
                .keywords
                .iter()
                .find(|(name, value)| !fields.contains(name) && !value.may_be_absent())
        {
            let message = format!("`{}` has no field `{}`", self.class_name(class), &**name);
            let error = if kind == ClassKind::Model { INVALID } else { "TypeError" };
            return Err(self.raised_at(error, site.range, &message));
        }
        for hook in ["__post_init__", "__attrs_post_init__"] {
            if let Some(hook) = self.class_attribute(class, hook) {
                self.call_bound(hook, value.clone(), Arguments::of(std::mem::take(&mut after)))?;
            }
        }
        self.validated_model(&validators, value, site)?;
        if kind == ClassKind::Model
            && self.is_unclear_model(class)
            && let Some(Object::Instance(instance)) = self.state.object_mut(value)
        {
            instance.open = Some(why);
            instance.fields.blur(why);
        }
        Ok(())
    }

    /// Whether a field is made by `field(init=False)`, `field(kw_only=True)` or the like.
    pub(super) fn is_field_given(&self, class: At, name: &str, keyword: &str, is: bool) -> bool {
        match self.class_attribute(class, name) {
            Some(Value::Bound(of)) if is_field_marker(&of) => {
                matches!(&of.receiver, Value::Partial(of) if of.1.keyword(keyword) == Some(&Value::Bool(is)))
            }
            _ => false,
        }
    }

    pub(super) fn class_name(&self, class: At) -> String {
        match self.state.at(class) {
            Object::Class(class) => class.name.to_string(),
            _ => "this class".into(),
        }
    }

    /// `field(default=…)`, `field(default_factory=…)`
    fn field_default(&mut self, field: &Value<'a>, why: Origin) -> Run<Value<'a>> {
        let Value::Bound(of) = field else { return Ok(Value::Unknown(why)) };
        let Value::Partial(of) = &of.receiver else { return Ok(Value::Unknown(why)) };
        let arguments = of.1.clone();
        if let Some(default) = arguments.get(0, "default") {
            return Ok(default.clone());
        }
        match arguments.keyword("default_factory").or_else(|| arguments.keyword("factory")) {
            Some(factory) => self.call_value(&factory.clone(), Arguments::default(), why),
            None => Ok(Value::Unknown(why)),
        }
    }

    /// `@dataclass`
    pub(super) fn make_dataclass(&mut self, at: At, arguments: &Arguments<'a>) {
        let keyword_only = arguments.keyword("kw_only").is_some_and(|value| self.truth(value) == Some(true));
        if let Object::Class(class) = self.state.at_mut(at)
            && class.kind != ClassKind::Enum
        {
            class.kind = ClassKind::Dataclass;
            class.options = Some(Rc::new(arguments.clone()));
            if keyword_only {
                let own =
                    class.annotations.iter().filter(|(_, of, _)| *of == at).map(|(name, ..)| name.clone());
                class.keyword_only.extend(own);
            }
        }
    }

    /// `namedtuple("Point", "x y")`, `NamedTuple("Point", [("x", int)])`, `Enum("Color", "RED BLUE")`
    pub(super) fn make_class(
        &mut self,
        kind: ClassKind,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Value<'a> {
        let why = self.at(site);
        let (Some(Value::Str(name)), Some(fields)) =
            (arguments.positional.first(), arguments.positional.get(1))
        else {
            return Value::Unknown(why);
        };
        let names: Option<Vec<Text<'a>>> = match fields {
            Value::Str(text) => {
                self.weigh_reading(text);
                let spaced = text.replace(',', " ");
                Some(spaced.split_whitespace().map(|name| Text::from(name.to_owned())).collect())
            }
            fields => self.items(fields).and_then(|items| {
                items
                    .iter()
                    .map(|item| match item {
                        Value::Str(name) => Some(name.clone()),
                        Value::Tuple(pair) => match pair.first() {
                            Some(Value::Str(name)) => Some(name.clone()),
                            _ => None,
                        },
                        _ => None,
                    })
                    .collect()
            }),
        };
        let Some(names) = names else { return Value::Unknown(why) };
        let is_odd = |(at, name): (usize, &Text<'a>)| {
            name.starts_with('_') || names[..at].contains(name) || is_keyword(name)
        };
        if kind == ClassKind::NamedTuple
            && arguments.keyword("rename").is_none()
            && names.iter().enumerate().any(is_odd)
        {
            self.hazard(why, "ValueError", true);
        }
        let module = self.module();
        let frame = self.state.new_frame(Some(self.scope), FrameKind::Class(0), module);
        let class = self.new_class(name.clone(), Arguments::default(), frame);
        self.state.frame_mut(frame).kind = FrameKind::Class(class);
        if let Some(defaults) = arguments.keyword("defaults").cloned()
            && let Some(defaults) = self.items(&defaults)
        {
            for (name, value) in names.iter().rev().zip(defaults.into_iter().rev()) {
                self.state.set(frame, name.clone(), value);
            }
        }
        if let Object::Class(class) = self.state.at_mut(class) {
            class.kind = kind;
            class.fields = names;
        }
        Value::Ref(class)
    }
}

/// Whether Python keeps a word for itself.
fn is_keyword(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
        "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
        "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    WORDS.binary_search(&name).is_ok()
}

/// What `field(...)` gives, until the class is instantiated.
pub(super) fn is_field_marker(of: &super::value::Bound<'_>) -> bool {
    matches!((&of.receiver, &of.method), (Value::Partial(_), super::value::Method::Named(name)) if &**name == "<field>")
}

/// The other name by which a model takes a field.
fn field_alias<'a>(field: &Value<'a>) -> Option<Text<'a>> {
    let Value::Bound(of) = field else { return None };
    let Value::Partial(kept) = &of.receiver else { return None };
    match kept.1.keyword("validation_alias").or_else(|| kept.1.keyword("alias")) {
        Some(Value::Str(alias)) if is_field_marker(of) => Some(alias.clone()),
        _ => None,
    }
}

/// The annotation of a name, and the class that has it.
fn class_annotation<'a>(
    annotations: &[(Text<'a>, At, &'a ast::Expr)],
    name: &str,
) -> Option<(At, &'a ast::Expr)> {
    let found = annotations.iter().find(|(known, _, _)| &**known == name);
    found.map(|(_, class, annotation)| (*class, *annotation))
}
