//! Classes that refuse what is done with them: abstract ones that are called, frozen ones whose attributes are set, and
//! definitions that Python does not accept.

use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::{At, Class, ClassKind, Object, Role};
use super::value::{Arguments, Origin, Text, Value};
use crate::python::Ranged;
use crate::python::TextRange;
use crate::python::ast::{self, Expr, Stmt};

/// The name under which `abc.abstractmethod` marks a function.
const ABSTRACT: &str = "__isabstractmethod__";
/// Built-in types below which there are no classes.
const FINAL: &[&str] = &["bool", "memoryview", "range", "slice"];
/// Built-in types of which a class can have one.
const LAID_OUT: &[&str] = &["bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"];

impl<'a> Interpreter<'a> {
    /// `@abstractmethod`
    pub(super) fn mark_abstract(&mut self, value: &Value<'a>, why: Origin) {
        let function = match value {
            Value::Descriptor(_, function) => function.as_ref().clone(),
            value => value.clone(),
        };
        if let Value::Function(_) = function {
            self.set_attribute(&function, Text::Source(ABSTRACT), Value::Bool(true), why);
        }
    }

    fn is_abstract(&self, value: &Value<'a>) -> bool {
        match value {
            Value::Function(function) => match function.fields.get().map(|at| self.state.at(at)) {
                Some(Object::Dict(fields)) => fields.get_text(ABSTRACT) == Some(&Value::Bool(true)),
                _ => false,
            },
            Value::Descriptor(_, inner) => self.is_abstract(inner),
            Value::Tuple(pair) => pair.iter().any(|one| self.is_abstract(one)),
            _ => false,
        }
    }

    /// A method that keeps a class from being called, because no class below has it.
    fn abstract_method(&self, class: At) -> Option<Text<'a>> {
        let Object::Class(of) = self.state.at(class) else { return None };
        if !of.is_abstract || of.outside.is_some() {
            return None;
        }
        of.order.iter().find_map(|at| {
            let Object::Class(one) = self.state.at(*at) else { return None };
            let mut names = self.state.frame(one.frame).iter();
            let (name, _) = names.find(|(name, value)| {
                self.is_abstract(value)
                    && self.class_attribute(class, name).is_some_and(|found| self.is_abstract(&found))
            })?;
            Some(name.clone())
        })
    }

    /// Ends the code where a class is called that cannot be.
    pub(super) fn allow_instance(&mut self, class: At, site: CallSite) -> Run<()> {
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        if !of.is_abstract {
            return Ok(());
        }
        let is_protocol = of.outside.is_none()
            && of.bases.iter().any(
                |base| matches!(base, Value::External(path) if path.starts_with("typing") && path.ends_with(".Protocol")),
            );
        let name = of.name.clone();
        let what = match self.abstract_method(class) {
            Some(method) => format!("`{}` has an abstract method `{}` and is called", &*name, &*method),
            None if is_protocol => format!("`{}` is a protocol and is called", &*name),
            None => return Ok(()),
        };
        Err(self.raised_at("TypeError", site.range, &what))
    }

    /// Whether an attribute of its instances surely cannot be set, or deleted.
    pub(super) fn is_fixed(&self, class: At, name: &str, is_delete: bool) -> bool {
        let hook = if is_delete { "__delattr__" } else { "__setattr__" };
        let Object::Class(of) = self.state.at(class) else { return false };
        if self.class_attribute(class, hook).is_some() {
            return false;
        }
        let is_frozen = of.order.iter().any(|at| match self.state.at(*at) {
            Object::Class(one) => one.has_option("frozen", true),
            _ => false,
        });
        if is_frozen {
            return true;
        }
        if of.kind == ClassKind::NamedTuple && of.fields.iter().any(|field| &**field == name) {
            return true;
        }
        match self.class_attribute(class, name) {
            Some(Value::Descriptor("property", getter)) => {
                !is_delete && matches!(*getter, Value::Function(_))
            }
            // A value that a class with slots holds is not of its instances.
            _ => !is_delete && self.is_followed(class) && self.has_no_slot(of, name),
        }
    }

    /// Whether all slots are known, and none is for this.
    fn has_no_slot(&self, of: &Class<'a>, name: &str) -> bool {
        of.order.iter().all(|at| {
            let Object::Class(one) = self.state.at(*at) else { return false };
            if one.has_option("slots", true) {
                return !one.fields.iter().any(|field| &**field == name);
            }
            match self.state.frame(one.frame).get("__slots__") {
                Some(Value::Str(slot)) => !matches!(&**slot, "__dict__") && &**slot != name,
                Some(Value::Tuple(slots)) => self.are_others(slots, name),
                Some(Value::Ref(list)) => match self.state.at(*list) {
                    Object::List(list) if list.is_exact() => self.are_others(&list.items, name),
                    _ => false,
                },
                _ => false,
            }
        })
    }

    fn are_others(&self, slots: &[Value<'a>], name: &str) -> bool {
        slots.iter().all(|slot| slot.as_str().is_some_and(|slot| slot != name && slot != "__dict__"))
    }

    /// What Python says of the bases of a class that is about to be made.
    pub(super) fn allow_bases(&mut self, arguments: &Arguments<'a>, range: TextRange) -> Run<()> {
        let bases = arguments.positional.as_slice();
        if bases.is_empty() {
            return Ok(());
        }
        let is_final = |base: &Value<'a>| matches!(base, Value::Builtin(name) if FINAL.contains(name));
        let is_laid_out = |base: &Value<'a>| matches!(base, Value::Builtin(name) if LAID_OUT.contains(name));
        let is_twice = |at: usize| matches!(bases[at], Value::Ref(_)) && bases[..at].contains(&bases[at]);
        let is_no_class = |base: &Value<'a>| {
            matches!(
                self.kind(base),
                Some(
                    Kind::None
                        | Kind::Bool
                        | Kind::Int
                        | Kind::Float
                        | Kind::Text
                        | Kind::Function
                        | Kind::Module
                        | Kind::Dag
                        | Kind::Dict
                        | Kind::Set
                )
            )
        };
        let layouts =
            bases.iter().enumerate().filter(|(at, base)| is_laid_out(base) && !bases[..*at].contains(base));
        let what = if bases.iter().any(|base| is_final(base) || is_no_class(base)) {
            "A base of this class is nothing that a class can be below"
        } else if layouts.count() > 1 {
            "Two bases of this class do not go together"
        } else if (1..bases.len()).any(is_twice) {
            "A base of this class is given twice"
        } else if !self.is_consistent(bases) {
            "The bases of this class have no order that suits all of them"
        } else if self.has_two_metaclasses(bases) {
            "The bases of this class have metaclasses that do not go together"
        } else {
            return Ok(());
        };
        Err(self.raised_at("TypeError", range, what))
    }

    /// Whether there is an order of these classes in which each stands before those above it (C3).
    fn is_consistent(&self, bases: &[Value<'a>]) -> bool {
        if bases.len() < 2 {
            return true;
        }
        let object = bases.iter().position(|base| *base == Value::Builtin("object"));
        if object.is_some_and(|at| at + 1 < bases.len()) {
            return false;
        }
        self.resolution_order(bases).1
    }

    fn has_two_metaclasses(&self, bases: &[Value<'a>]) -> bool {
        let classes: Vec<&Class<'a>> = bases
            .iter()
            .filter_map(|base| match self.state.object(base) {
                Some(Object::Class(class)) => Some(class.as_ref()),
                _ => None,
            })
            .collect();
        let is_enum = |base: &Value<'a>| matches!(base, Value::External(path) if matches!(&**path, "enum.Enum" | "enum.IntEnum" | "enum.StrEnum"));
        let is_abc = |base: &Value<'a>| match base {
            Value::External(path) => &**path == "abc.ABC",
            base => matches!(self.state.object(base), Some(Object::Class(class))
                if class.is_abstract && class.metaclass.is_none() && class.outside.is_none() && class.role == Role::None),
        };
        if bases.iter().any(is_enum) && bases.iter().any(is_abc) {
            return true;
        }
        let metaclasses: Vec<At> = classes.iter().filter_map(|class| class.metaclass).collect();
        let is_below = |one: At, other: At| match self.state.at(one) {
            Object::Class(class) => class.order.contains(&other),
            _ => true,
        };
        metaclasses
            .iter()
            .any(|one| metaclasses.iter().any(|other| !is_below(*one, *other) && !is_below(*other, *one)))
    }

    /// What Python says of an enumeration's body: a name twice, members of one above it.
    pub(super) fn allow_members(&mut self, class: At, of: &'a ast::StmtClassDef) -> Run<()> {
        let Object::Class(own) = self.state.at(class) else { return Ok(()) };
        if own.kind == ClassKind::NamedTuple {
            return self.allow_order_of_fields(class, of.name.range);
        }
        if own.kind != ClassKind::Enum {
            return Ok(());
        }
        let has_members = own.order.iter().skip(1).any(|at| match self.state.at(*at) {
            Object::Class(above) => above.kind == ClassKind::Enum && !above.members.is_empty(),
            _ => false,
        });
        if has_members {
            let what = "This enumeration is below one that has members";
            return Err(self.raised_at("TypeError", of.name.range, what));
        }
        let mut names: Vec<&str> = Vec::new();
        for statement in &of.body {
            let Stmt::Assign(assign) = statement else { continue };
            let [Expr::Name(name)] = assign.targets.as_slice() else { continue };
            let name = name.id.as_str();
            if !name.starts_with('_') && names.contains(&name) {
                let what = format!("`{name}` is a member of this enumeration twice");
                return Err(self.raised_at("TypeError", statement.range(), &what));
            }
            names.push(name);
        }
        Ok(())
    }

    /// `@unique` over an enumeration of which two members have one value.
    pub(super) fn allow_twins(&mut self, class: &Value<'a>, range: TextRange) -> Run<()> {
        let Some(Object::Class(of)) = self.state.object(class) else { return Ok(()) };
        let is_again = |at: usize| of.members[..at].iter().any(|(_, member)| *member == of.members[at].1);
        match (1..of.members.len()).find(|at| is_again(*at)) {
            Some(at) => {
                let what = format!("`{}` has the value of another member", &*of.members[at].0);
                Err(self.raised_at("ValueError", range, &what))
            }
            None => Ok(()),
        }
    }

    /// What `@dataclass` says of the fields of a class.
    pub(super) fn allow_fields(&mut self, class: At, site: CallSite) -> Run<()> {
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        if of.outside.is_some() || of.kind != ClassKind::Dataclass {
            return Ok(());
        }
        self.allow_order_of_fields(class, site.range)?;
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        let own =
            |name: &&Text<'a>| of.annotations.iter().any(|(known, at, _)| known == *name && *at == class);
        let changeable = of.fields.iter().filter(own).find(|name| {
            let default = self.state.frame(of.frame).get(name).cloned();
            default.is_some_and(|value| self.is_changeable(&given_default(&value).unwrap_or(value)))
        });
        if let Some(name) = changeable {
            let what = format!("The default of the field `{}` can be changed", &**name);
            return Err(self.raised_at("ValueError", site.range, &what));
        }
        let is_frozen = |at: &At| match self.state.at(*at) {
            Object::Class(one) if one.options.is_some() => Some(one.has_option("frozen", true)),
            _ => None,
        };
        let own = is_frozen(&class);
        if of.order.iter().skip(1).filter_map(is_frozen).any(|above| Some(above) != own) {
            let what = "Of this class and the one above it, one is frozen and the other is not";
            return Err(self.raised_at("TypeError", site.range, what));
        }
        Ok(())
    }

    /// Fields without a default behind one that has one.
    fn allow_order_of_fields(&mut self, class: At, range: TextRange) -> Run<()> {
        let Object::Class(of) = self.state.at(class) else { return Ok(()) };
        let mut with_default: Option<Text<'a>> = None;
        for name in &of.fields {
            if of.keyword_only.contains(name)
                || self.is_field_given(class, name, "kw_only", true)
                || self.is_field_given(class, name, "init", false)
            {
                continue;
            }
            let has_default = self.class_attribute(class, name).is_some_and(|value| has_default(&value));
            match (&with_default, has_default) {
                (_, true) => with_default = Some(name.clone()),
                (Some(before), false) => {
                    let what =
                        format!("The field `{}` has no default, and `{}` before it has", &**name, &**before);
                    return Err(self.raised_at("TypeError", range, &what));
                }
                (None, false) => {}
            }
        }
        Ok(())
    }

    /// Whether it is no default for a field: Python refuses what cannot be a key.
    fn is_changeable(&self, value: &Value<'a>) -> bool {
        match self.kind(value) {
            Some(Kind::List | Kind::Dict | Kind::Set) => matches!(value, Value::Ref(_)),
            Some(Kind::Instance(class)) if self.python >= 11 => match self.state.at(class) {
                Object::Class(of) => {
                    of.options.is_some()
                        && !of.has_option("frozen", true)
                        && !of.has_option("unsafe_hash", true)
                        && !of.has_option("eq", false)
                        && self.class_attribute(class, "__hash__").is_none()
                }
                _ => false,
            },
            _ => false,
        }
    }
}

impl<'a> Class<'a> {
    /// Whether `@dataclass` was given this.
    pub(super) fn has_option(&self, name: &str, is: bool) -> bool {
        self.options.as_ref().is_some_and(|options| options.keyword(name) == Some(&Value::Bool(is)))
    }
}

/// What `field(default=…)` gives.
fn given_default<'a>(value: &Value<'a>) -> Option<Value<'a>> {
    let Value::Bound(of) = value else { return None };
    let Value::Partial(kept) = &of.receiver else { return None };
    super::fields::is_field_marker(of).then(|| kept.1.keyword("default").cloned())?
}

fn has_default(value: &Value<'_>) -> bool {
    let Value::Bound(of) = value else { return true };
    let Value::Partial(kept) = &of.receiver else { return true };
    !super::fields::is_field_marker(of)
        || kept.1.unknown.is_some()
        || kept.1.keyword("default").is_some()
        || kept.1.keyword("default_factory").is_some()
}
