//! A dictionary in the order of its keys, as Python has it, and sets by the same means.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::object::{At, SHUFFLED};
use super::value::{Origin, Value};

/// A key: values that Python takes for equal are one key (`1`, `1.0`, `True`).
#[derive(Debug, Clone)]
pub(super) struct Key<'a>(pub(super) Value<'a>);

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        is_same(&self.0, &other.0)
    }
}

fn is_same(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => match (one, other) {
            (Value::Tuple(one), Value::Tuple(other)) => {
                Rc::ptr_eq(one, other)
                    || one.len() == other.len() && one.iter().zip(other.iter()).all(|(a, b)| is_same(a, b))
            }
            (one, other) => one == other,
        },
        _ => false,
    }
}

impl Eq for Key<'_> {}

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, TUPLES_HASHED, state);
    }
}

/// How deep tuples in tuples are told apart by their hash; deeper ones by comparing them.
const TUPLES_HASHED: usize = 2;

fn hash(of: &Value<'_>, depth: usize, state: &mut impl Hasher) {
    match of {
        Value::Str(text) => text.hash(state),
        Value::Ref(at) => at.hash(state),
        Value::Tuple(items) if depth > 0 => items.iter().for_each(|item| hash(item, depth - 1, state)),
        // Few other keys exist; they are told apart by comparing them. Numbers that are equal hash alike, `-0.0` too.
        value => number(value).map(|of| (of + 0.0).to_bits()).hash(state),
    }
}

#[allow(clippy::cast_precision_loss, reason = "keys that large do not name DAGs")]
fn number(of: &Value<'_>) -> Option<f64> {
    match of {
        Value::Bool(of) => Some(f64::from(u8::from(*of))),
        Value::Int(of) => Some(*of as f64),
        Value::Float(of) => Some(*of),
        _ => None,
    }
}

/// Whether a value is a key whose equality with others is known.
pub(super) fn is_key(value: &Value<'_>) -> bool {
    match value {
        Value::Tuple(items) => items.iter().all(is_key),
        // Two of one text are equal, and are told apart here.
        value @ Value::Partial(_) => super::pure_path::pure_text(value).is_none(),
        value => value.is_known(),
    }
}

/// Whether it is only known by where it comes from: it may equal any other key.
fn is_opaque(key: &Value<'_>) -> bool {
    match key {
        // The made-up name of the file equals nothing that code could write.
        Value::External(path) => &**path != "__name__",
        Value::Located(_) | Value::Partial(_) => true,
        Value::Tuple(items) => items.iter().any(is_opaque),
        _ => false,
    }
}

/// Whether it is an object, or a tuple that holds one: its class says what it equals.
pub(super) fn is_object(key: &Value<'_>) -> bool {
    match key {
        Value::Ref(_) => true,
        Value::Tuple(items) => items.iter().any(is_object),
        _ => false,
    }
}

/// Where a dictionary holds a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Here,
    Nowhere,
    /// Not at one of the entries that are known.
    Unseen,
    /// Any entry may be its own, or none.
    Anywhere,
}

/// A dictionary. A value that may be `Absent` is an entry that may not be there.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Dict<'a> {
    pub(super) entries: IndexMap<Key<'a>, Value<'a>, FxBuildHasher>,
    /// Why it may hold other entries, and other values.
    pub(super) open: Option<Origin>,
    /// The class of a `defaultdict`'s or `Counter`'s values.
    pub(super) factory: Option<Value<'a>>,
    /// The order of its entries is not known. That of a set never is.
    pub(super) shuffled: bool,
    /// The instance whose `__dict__` it is.
    pub(super) mirrors: Option<At>,
    /// One of its keys may equal any other.
    pub(super) has_opaque: bool,
    /// One of its keys is an object, whose class says what it equals.
    pub(super) has_objects: bool,
}

impl<'a> Dict<'a> {
    pub(super) fn get(&self, key: &Value<'a>) -> Option<&Value<'a>> {
        self.entries.get(&Key(key.clone()))
    }

    /// Where the entry of a key is, as far as that is known.
    pub(super) fn place(&self, key: &Value<'a>) -> Place {
        if self.entries.is_empty() && self.open.is_none() {
            Place::Nowhere
        } else if !is_key(key) {
            Place::Anywhere
        } else if self.get(key).is_some() {
            Place::Here
        } else if is_opaque(key) {
            Place::Anywhere
        } else if self.has_opaque || self.open.is_some() {
            Place::Unseen
        } else {
            Place::Nowhere
        }
    }

    /// Whether it surely has no such entry.
    pub(super) fn lacks(&self, key: &Value<'a>) -> bool {
        self.place(key) == Place::Nowhere
    }

    pub(super) fn get_text(&self, key: &'a str) -> Option<&Value<'a>> {
        self.get(&Value::text(key))
    }

    /// Sets an entry. A key that is not known makes every value uncertain; one that is only known by where it comes from
    /// is taken for another one than those that are there.
    pub(super) fn set(&mut self, key: Value<'a>, value: Value<'a>, why: Origin) {
        if is_key(&key) {
            self.has_opaque |= is_opaque(&key);
            self.has_objects |= is_object(&key);
            self.entries.insert(Key(key), value);
        } else {
            self.loosen(why);
            for entry in self.entries.values_mut() {
                *entry = Value::either(std::mem::replace(entry, Value::None), value.clone());
            }
        }
    }

    /// Sets an entry if its key is there, as it is in an element that may be absent.
    pub(super) fn set_of(&mut self, key: Value<'a>, value: Value<'a>, why: Origin) {
        if !key.may_be_absent() {
            return self.set(key, value, why);
        }
        let key = key.present();
        let old = self.get(&key).cloned().unwrap_or(Value::Absent);
        self.set(key, Value::either(old, value), why);
    }

    pub(super) fn remove(&mut self, key: &Value<'a>) -> Option<Value<'a>> {
        self.entries.shift_remove(&Key(key.clone()))
    }

    pub(super) fn pop_last(&mut self) -> Option<(Value<'a>, Value<'a>)> {
        self.entries.pop().map(|(key, value)| (key.0, value))
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.open = None;
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&Value<'a>, &Value<'a>)> {
        self.entries.iter().map(|(key, value)| (&key.0, value))
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// It may hold more than is known.
    pub(super) fn loosen(&mut self, why: Origin) {
        self.open.get_or_insert(why);
    }

    /// Neither its entries nor their values are known any more.
    pub(super) fn blur(&mut self, why: Origin) {
        self.loosen(why);
        for entry in self.entries.values_mut() {
            *entry = Value::either(std::mem::replace(entry, Value::None), Value::Unknown(why));
        }
    }

    /// Everything that another one holds, over what this one holds.
    pub(super) fn update(&mut self, other: &Self) {
        self.shuffled |= other.shuffled;
        self.has_opaque |= other.has_opaque;
        self.has_objects |= other.has_objects;
        if let Some(why) = other.open {
            self.loosen(why);
            // What is not known of the other may be any of these keys.
            for (key, entry) in &mut self.entries {
                if !other.entries.contains_key(key) {
                    *entry = Value::either(std::mem::replace(entry, Value::None), Value::Unknown(why));
                }
            }
        }
        for (key, value) in &other.entries {
            let value = match self.entries.get(key) {
                Some(own) if value.may_be_absent() => Value::either(own.clone(), value.clone().present()),
                _ => value.clone(),
            };
            self.entries.insert(key.clone(), value);
        }
    }

    /// Either of two.
    pub(super) fn join(&mut self, other: Self) {
        self.shuffled |= other.shuffled;
        self.has_opaque |= other.has_opaque;
        self.has_objects |= other.has_objects;
        self.open = self.open.or(other.open);
        for (key, value) in &mut self.entries {
            let theirs = other.entries.get(key).cloned().unwrap_or(Value::Absent);
            *value = Value::either(std::mem::replace(value, Value::None), theirs);
        }
        for (key, value) in other.entries {
            self.entries.entry(key).or_insert_with(|| Value::either(value, Value::Absent));
        }
    }

    /// Why a list of its entries is open.
    pub(super) fn list_open(&self) -> Option<Origin> {
        self.open.or((self.shuffled && self.len() > 1).then_some(SHUFFLED))
    }

    /// All of it is known to be there, and nothing else.
    pub(super) fn is_exact(&self) -> bool {
        self.open.is_none() && self.entries.values().all(|value| !value.may_be_absent())
    }
}

impl<'a> FromIterator<(Value<'a>, Value<'a>)> for Dict<'a> {
    fn from_iter<I: IntoIterator<Item = (Value<'a>, Value<'a>)>>(entries: I) -> Self {
        let mut dict = Self::default();
        for (key, value) in entries {
            dict.set(key, value, Origin::Note("a key that is not known"));
        }
        dict
    }
}
