//! Names that values of Python's own types have, and views of dictionaries.
//!
//! What a type does not have raises: `iteritems` of a dictionary, `append` of `range(3)`, `keys()[0]`.

use super::interpret::{Interpreter, Run};
use super::object::{At, List, Object};
use super::value::{Origin, Text, Value};
use crate::python::{TextRange, ast};

/// What Python 3.9 to 3.14 have, by `dir()`.
const STR: &str = "capitalize casefold center count encode endswith expandtabs find format format_map index isalnum \
                   isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle \
                   isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex \
                   rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper \
                   zfill";
const NUMBER: &str = "as_integer_ratio bit_count bit_length conjugate denominator from_bytes from_number fromhex hex \
                      imag is_integer numerator real to_bytes";
/// Those of `deque` too.
const LIST: &str = "append appendleft clear copy count extend extendleft index insert maxlen pop popleft remove \
                    reverse rotate sort";
/// Those of `OrderedDict`, `Counter`, `defaultdict` and `ChainMap` too.
const DICT: &str = "clear copy default_factory elements fromkeys get items keys maps most_common move_to_end new_child \
                    parents pop popitem setdefault subtract total update values";
const SET: &str = "add clear copy difference difference_update discard intersection intersection_update isdisjoint \
                   issubset issuperset pop remove symmetric_difference symmetric_difference_update union update";
const VIEW: &str = "isdisjoint mapping";
/// What code asks of tuples and iterators that were lists once, or are taken for dictionaries.
const NOT_OF_A_TUPLE: &str =
    "append extend insert remove pop sort reverse clear add update keys items values";

/// A view: what it shows of its dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// `keys()`, `items()`, which are like sets.
    Set,
    /// `values()`
    Values,
}

impl<'a> Interpreter<'a> {
    /// Whether a value of one of Python's own types certainly has nothing of this name.
    pub(super) fn lacks(&self, value: &Value<'a>, name: &str) -> bool {
        if name.starts_with("__") {
            return false;
        }
        let has = |names: &str| names.split(' ').any(|known| known == name);
        match value {
            Value::Str(_) => !has(STR),
            Value::Int(_) | Value::Bool(_) | Value::Float(_) => !has(NUMBER),
            Value::Tuple(_) => has(NOT_OF_A_TUPLE),
            Value::Ref(at) if self.views.contains_key(at) => !has(VIEW),
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) => !has(LIST),
                // A parser of settings is one, too.
                Object::Dict(dict) => !matches!(dict.factory, Some(Value::External(_))) && !has(DICT),
                Object::Set(_) => !has(SET),
                Object::Iterator(_) => has(NOT_OF_A_TUPLE),
                _ => false,
            },
            _ => false,
        }
    }

    /// `keys()`, `items()` or `values()` of a dictionary: its elements when it is made.
    pub(super) fn view(&mut self, list: List<'a>, name: &str) -> Value<'a> {
        let at = self.state.allocate(Object::List(list));
        self.views.insert(at, if name == "values" { View::Values } else { View::Set });
        Value::Ref(at)
    }

    pub(super) fn is_view(&self, value: &Value<'a>) -> bool {
        matches!(value, Value::Ref(at) if self.views.contains_key(at))
    }

    /// An operator with a view: sets for those that sets have. `None`: there is no view.
    pub(super) fn view_operator(
        &mut self,
        op: ast::Operator,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<Option<Value<'a>>> {
        let why = Origin::Code(self.module(), range);
        let kind = |this: &Self, value: &Value<'a>| match value {
            Value::Ref(at) => this.views.get(at).copied(),
            _ => None,
        };
        let kinds = [kind(self, left), kind(self, right)];
        if kinds == [None, None] {
            return Ok(None);
        }
        let is_of_sets = matches!(
            op,
            ast::Operator::Sub | ast::Operator::BitAnd | ast::Operator::BitOr | ast::Operator::BitXor
        );
        if kinds.contains(&Some(View::Set)) && is_of_sets {
            let (Some(one), Some(other)) = (self.set_of(left), self.set_of(right)) else {
                return Ok(Some(Value::Unknown(why)));
            };
            return self.binary(op, &Value::Ref(one), &Value::Ref(other), range).map(Some);
        }
        let is_followed = |value: &Value<'a>| {
            matches!(value, Value::Str(_) | Value::Int(_) | Value::Tuple(_) | Value::None)
                || matches!(
                    self.state.object(value),
                    Some(Object::List(_) | Object::Dict(_) | Object::Set(_))
                )
        };
        if is_followed(left) && is_followed(right) && self.doubt().is_none() {
            let message = format!("`{}` is no operation of a dictionary's view", self.words(why));
            return Err(self.raised_at("TypeError", range, &message));
        }
        Ok(Some(Value::Unknown(why)))
    }

    fn set_of(&mut self, value: &Value<'a>) -> Option<At> {
        if let Value::Ref(at) = value
            && matches!(self.state.at(*at), Object::Set(_))
        {
            return Some(*at);
        }
        let list = self.elements(value)?;
        let set = self.entries_of(list, true)?;
        Some(self.state.allocate(Object::Set(set)))
    }

    /// A subscript of a view.
    pub(super) fn no_subscript(&self, value: &Value<'a>, range: TextRange, why: Origin) -> Run<()> {
        if self.is_view(value) && self.doubt().is_none() {
            let message =
                format!("`{}` cannot be done: a dictionary's view has no subscripts", self.words(why));
            return Err(self.raised_at("TypeError", range, &message));
        }
        Ok(())
    }

    /// [`super::attribute::bound`], when there is something of that name.
    pub(super) fn own_method(&self, value: &Value<'a>, name: &Text<'a>) -> Option<Value<'a>> {
        (!self.lacks(value, name)).then(|| super::attribute::bound(value, name))
    }
}
