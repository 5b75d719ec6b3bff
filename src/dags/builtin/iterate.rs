//! What walks over elements: `map`, `filter`, `next`, `any`, `all`, `len`.

use super::super::call::CallSite;
use super::super::constant::{self, Answer, Constant};
use super::super::interpret::{Flow, Interpreter, Run};
use super::super::method::file::is_file;
use super::super::object::{List, Object, SHUFFLED};
use super::super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    /// A function that is called with what is not known: for what it does.
    pub(super) fn map_unknown(&mut self, function: &Value<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let function = function.clone();
        // What it raises, it raises for something that is not known.
        let _ = self.repeat(why, |this| {
            this.apply(&function, Arguments { unknown: Some(why), ..Arguments::default() }, site)?;
            Ok(Flow::Next)
        });
        Value::Unknown(why)
    }

    pub(super) fn filter(
        &mut self,
        function: &Value<'a>,
        iterable: &Value<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(list) = self.elements(iterable) else { return Ok(Value::Unknown(self.at(site))) };
        let mut kept = List { items: Vec::new(), open: list.open };
        for item in list.items {
            let one = item.clone().present();
            let test = match function {
                Value::None => one.clone(),
                function => self.apply(function, Arguments::of([one.clone()]), site)?,
            };
            match self.truth(&test) {
                Some(true) => kept.items.push(item),
                Some(false) => {}
                None => kept.items.push(Value::either(item, Value::Absent)),
            }
        }
        Ok(self.iterator(kept))
    }

    pub(in super::super) fn next(
        &mut self,
        of: &Value<'a>,
        default: Option<&Value<'a>>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let at = match of {
            Value::Ref(at) => Some(*at),
            Value::Bound(file) if is_file(file) => self.file_lines(file),
            _ => None,
        };
        let Some(at) = at else { return Ok(Value::Unknown(why)) };
        let Object::Iterator(rest) = self.state.at_mut(at) else { return Ok(Value::Unknown(why)) };
        let Some(first) = rest.items.pop_front() else {
            return match (rest.open, default) {
                (None, Some(default)) => Ok(default.clone()),
                (_, Some(_)) => Ok(Value::Unknown(why)),
                (None, None) if self.doubt().is_none() => {
                    let what = format!("`{}` finds nothing left", self.words(why));
                    Err(self.raised_at("StopIteration", site.range, &what))
                }
                (_, None) => {
                    self.hazard(why, "StopIteration", false);
                    Ok(Value::Unknown(why))
                }
            };
        };
        if rest.open == Some(SHUFFLED) {
            let others = std::mem::take(&mut rest.items);
            rest.open = Some(why);
            let all = std::iter::once(first).chain(others).map(Value::present);
            return Ok(Value::one_of(all).unwrap_or(Value::Unknown(why)));
        }
        if first.may_be_absent() || !rest.is_ordered() {
            // It, or one of those behind it, or what is not known.
            let others = std::mem::take(&mut rest.items);
            let all = others.into_iter().map(Value::present).chain(default.cloned()).chain([first.present()]);
            return Ok(Value::one_of(all.chain([Value::Unknown(why)])).unwrap_or(Value::Unknown(why)));
        }
        Ok(first)
    }

    pub(super) fn any_or_all(&mut self, is_any: bool, of: &Value<'a>) -> Option<bool> {
        let list = match of {
            // It stops at the first that decides.
            Value::Ref(at) if self.is_lazy(*at) => return None,
            of => self.elements(of)?,
        };
        let mut sure = list.is_closed();
        for item in &list.items {
            let maybe = item.may_be_absent();
            match self.truth(&item.clone().present()) {
                Some(truth) if truth == is_any && !maybe => return Some(is_any),
                Some(truth) if truth != is_any => {}
                _ => sure = false,
            }
        }
        sure.then_some(!is_any)
    }

    pub(super) fn length(&mut self, of: &Value<'a>) -> Option<i64> {
        let count = match of {
            Value::Str(text) => text.chars().count(),
            Value::Tuple(items) => items.len(),
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) if list.is_whole() => list.items.len(),
                Object::Dict(dict) | Object::Set(dict) if dict.is_exact() => dict.len(),
                Object::Class(_) => self.items(of)?.len(),
                Object::Instance(instance) => {
                    let method = self.class_attribute(instance.class, "__len__")?;
                    return match self.call_bound(method, of.clone(), Arguments::default()).ok()? {
                        Value::Int(length) => Some(length),
                        _ => None,
                    };
                }
                _ => return None,
            },
            Value::OneOf(values) => {
                let values = values.clone();
                let mut all = values.iter().map(|one| self.length(one));
                let first = all.next()??;
                return all.all(|one| one == Some(first)).then_some(first);
            }
            Value::Plain(known) => match constant::sequence::len(known) {
                Answer::Known(Constant::Int(length)) => return Some(length),
                _ => return None,
            },
            _ => return None,
        };
        i64::try_from(count).ok()
    }
}
