//! Assignment, unpacking, `del` and annotations.

use super::interpret::{Interpreter, Run};
use super::kind::Deed;
use super::object::Object;
use super::state::FrameKind;
use super::value::{Origin, Text, Value};
use crate::python::Ranged;
use crate::python::ast::Expr;

impl<'a> Interpreter<'a> {
    pub(super) fn assign(&mut self, target: &'a Expr, value: Value<'a>) -> Run<()> {
        match target {
            Expr::Name(name) => self.bind(name.id.as_str(), value),
            Expr::Tuple(of) => self.unpack(&of.elts, &value)?,
            Expr::List(of) => self.unpack(&of.elts, &value)?,
            Expr::Starred(of) => self.assign(&of.value, value)?,
            Expr::Subscript(of) => {
                let into = self.evaluate(&of.value)?;
                self.allow(&into, Deed::SetItem, target.range())?;
                if let Expr::Slice(slice) = of.slice.as_ref() {
                    return self.splice(&into, slice, Some(&value), self.origin(target));
                }
                let key = self.evaluate(&of.slice)?;
                self.allow_place(&into, &key, target.range())?;
                if matches!(&into, Value::External(path) if &**path == "os.environ") {
                    self.allow_variable(&value, target.range())?;
                }
                self.set_item(&into, key, value, self.origin(target));
            }
            Expr::Attribute(of) => {
                let into = self.evaluate(&of.value)?;
                self.allow_attribute(&into, of.attr.as_str(), false, target.range())?;
                self.set_attribute(&into, Text::Source(of.attr.as_str()), value, self.origin(target));
            }
            _ => {}
        }
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], value: &Value<'a>) -> Run<()> {
        let why = match value {
            Value::Unknown(origin) => *origin,
            _ => targets.first().map_or(Origin::Note("a value that is unpacked"), |first| self.origin(first)),
        };
        let starred = targets.iter().position(Expr::is_starred_expr);
        match (self.items(value), starred) {
            (Some(items), None) if items.len() == targets.len() => {
                for (target, item) in targets.iter().zip(items) {
                    self.assign(target, item)?;
                }
            }
            (Some(items), Some(at)) if items.len() + 1 >= targets.len() => {
                let after = targets.len() - at - 1;
                let middle = items[at..items.len() - after].to_vec();
                let rest = items[items.len() - after..].to_vec();
                for (target, item) in targets.iter().zip(items.into_iter().take(at)) {
                    self.assign(target, item)?;
                }
                let list = self.list(middle);
                self.assign(&targets[at], list)?;
                for (target, item) in targets[at + 1..].iter().zip(rest) {
                    self.assign(target, item)?;
                }
            }
            (Some(items), None) if value.is_known() || items.len() != targets.len() => {
                let message =
                    format!("{} values cannot be unpacked into {} names", items.len(), targets.len());
                return Err(self.raised_at("ValueError", targets[0].range(), &message));
            }
            (Some(items), Some(_)) => {
                let message =
                    format!("{} values cannot be unpacked into {} names", items.len(), targets.len());
                return Err(self.raised_at("ValueError", targets[0].range(), &message));
            }
            _ => {
                if let Some(first) = targets.first() {
                    self.allow(value, Deed::Iterate, first.range())?;
                    if let (Some(Object::Set(set)), None) = (self.state.object(value), starred)
                        && set.is_exact()
                        && set.len() != targets.len()
                    {
                        let message =
                            format!("{} values cannot be unpacked into {} names", set.len(), targets.len());
                        return Err(self.raised_at("ValueError", first.range(), &message));
                    }
                }
                self.escape(value, why);
                self.hazard(why, "ValueError", false);
                for target in targets {
                    self.assign(target, Value::Unknown(why))?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Run<()> {
        match target {
            Expr::Name(name) => {
                let at = self.frame_of_name(name.id.as_str());
                let frame = self.state.frame(at);
                let is_there = frame.get(&name.id).is_some() || frame.open.is_some();
                if !is_there && self.doubt().is_none() && !name.id.starts_with("__") {
                    let what = format!("Nothing here defines `{}`", name.id);
                    return Err(self.raised_at("NameError", name.range, &what));
                }
                self.unbind(&name.id);
            }
            Expr::Tuple(of) => {
                for target in &of.elts {
                    self.delete(target)?;
                }
            }
            Expr::Subscript(of) => {
                let from = self.evaluate(&of.value)?;
                self.allow(&from, Deed::DeleteItem, target.range())?;
                if let Expr::Slice(slice) = of.slice.as_ref() {
                    return self.splice(&from, slice, None, self.origin(target));
                }
                let key = self.evaluate(&of.slice)?;
                self.allow_place(&from, &key, target.range())?;
                self.allow_absence(&from, &key, target.range())?;
                self.delete_item(&from, &key, self.origin(target));
            }
            Expr::Attribute(of) => {
                let from = self.evaluate(&of.value)?;
                self.allow_attribute(&from, of.attr.as_str(), true, target.range())?;
                self.set_attribute(&from, Text::Source(of.attr.as_str()), Value::Absent, self.origin(target));
            }
            _ => {}
        }
        Ok(())
    }

    pub(super) fn annotate(&mut self, target: &'a Expr, annotation: &'a Expr) {
        let (FrameKind::Class(class), Expr::Name(name)) = (self.state.frame(self.scope).kind, target) else {
            return;
        };
        let words = self.words(self.origin(annotation));
        if words.contains("ClassVar") {
            return;
        }
        let at = class;
        if let Object::Class(class) = self.state.at_mut(class) {
            let name = Text::Source(name.id.as_str());
            class.annotate(name.clone(), at, annotation);
            if words.ends_with("KW_ONLY") {
                class.is_past_keyword_only = true;
                return;
            }
            class.keyword_only.retain(|known| *known != name);
            if class.is_past_keyword_only {
                class.keyword_only.push(name.clone());
            }
            if !class.fields.contains(&name) {
                if words.contains("InitVar") {
                    class.init_only.push(name.clone());
                }
                class.fields.push(name);
            }
        }
    }
}
