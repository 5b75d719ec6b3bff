//! What comes when a value is iterated.

use super::interpret::Interpreter;
use super::method::file::is_file;
use super::object::{At, ClassKind, List, Object, SHUFFLED};
use super::value::{Arguments, Value};

impl<'a> Interpreter<'a> {
    /// The elements of what can be iterated, when all are known to be there.
    pub(super) fn items(&mut self, value: &Value<'a>) -> Option<Vec<Value<'a>>> {
        let list = self.elements(value)?;
        list.is_exact().then_some(list.items)
    }

    /// The elements of what can be iterated. An iterator is empty afterwards.
    pub(super) fn elements(&mut self, value: &Value<'a>) -> Option<List<'a>> {
        let list = self.elements_of(value)?;
        self.weigh(list.items.len());
        Some(list)
    }

    fn elements_of(&mut self, value: &Value<'a>) -> Option<List<'a>> {
        Some(match value {
            Value::Tuple(items) => List::of(items.to_vec()),
            Value::Str(text) if text.len() <= 4096 => {
                List::of(text.chars().map(|c| Value::text(c.to_string())).collect())
            }
            Value::Variables(frame) => {
                let frame = self.state.frame(*frame);
                List {
                    items: frame.iter().map(|(name, _)| Value::Str(name.clone())).collect(),
                    open: frame.open,
                }
            }
            Value::Ref(at) => return self.elements_of_object(*at, value),
            Value::Bound(file) if is_file(file) => {
                let lines = self.file_lines(file)?;
                let elements = self.elements_of_object(lines, value);
                // Who asks for them may take them later, or not all of them.
                self.lose_place(value);
                return elements;
            }
            Value::Partial(_) => List::of(super::url::parts(value)?),
            Value::OneOf(values) => {
                let values = values.clone();
                let mut all = values.iter().filter(|one| **one != Value::None).map(|one| self.elements(one));
                let mut first = all.next()??;
                let rest: Option<Vec<List<'a>>> = all.collect();
                for other in rest? {
                    if !first.join(other) {
                        return None;
                    }
                }
                first
            }
            _ => return None,
        })
    }

    fn elements_of_object(&mut self, at: At, value: &Value<'a>) -> Option<List<'a>> {
        Some(match self.state.at(at) {
            Object::List(list) => list.clone(),
            Object::Iterator(_) => {
                self.used_up(at);
                match self.state.at_mut(at) {
                    Object::Iterator(rest) => {
                        let taken = List::from(std::mem::take(rest));
                        // How far one without an end was taken is not known.
                        rest.open = taken.open.filter(|_| taken.is_ordered());
                        taken
                    }
                    _ => return None,
                }
            }
            Object::Dict(dict) | Object::Set(dict) => {
                let key = |(key, value): (&Value<'a>, &Value<'a>)| {
                    if value.may_be_absent() {
                        Value::either(key.clone(), Value::Absent)
                    } else {
                        key.clone()
                    }
                };
                let is_set = matches!(self.state.at(at), Object::Set(_));
                let open = dict.list_open().or((is_set && dict.len() > 1).then_some(SHUFFLED));
                List { items: dict.iter().map(key).collect(), open }
            }
            Object::Class(class) if class.kind == ClassKind::Enum => {
                let mut seen: Vec<Value<'a>> = Vec::new();
                for (_, member) in &class.members {
                    if !seen.contains(member) {
                        seen.push(member.clone());
                    }
                }
                List::of(seen)
            }
            Object::Instance(instance) => {
                let class = instance.class;
                if self.is_named_tuple(class) {
                    return Some(List::of(self.named_tuple_items(value)?));
                }
                let iter = self.class_attribute(class, "__iter__")?;
                let result = self.call_bound(iter, value.clone(), Arguments::default()).ok()?;
                if result == *value {
                    return None;
                }
                return self.elements(&result);
            }
            _ => return None,
        })
    }
}
