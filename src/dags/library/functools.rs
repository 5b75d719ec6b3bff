//! Functions made of functions: `functools.partial`, `functools.reduce`, `operator.itemgetter`.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Bound, Method, Origin, Value};

/// How `functools.partialmethod(f, x)` is kept in its class: a descriptor around the partial of both.
pub(in super::super) const PARTIAL_METHOD: &str = "partialmethod";

/// A `partialmethod` that an object is asked for: its own partial of the method that is bound to it.
pub(in super::super) fn bound_partial<'a>(
    partial: &Value<'a>,
    receiver: Value<'a>,
    why: Origin,
) -> Value<'a> {
    let Value::Partial(of) = partial else { return Value::Unknown(why) };
    let Value::Function(function) = &of.0 else { return Value::Unknown(why) };
    let method = Method::Of(function.clone());
    Value::Partial(Rc::new((Value::Bound(Rc::new(Bound { receiver, method })), of.1.clone())))
}

impl<'a> Interpreter<'a> {
    /// `functools` and `operator`. `None`: nothing of this is followed.
    pub(super) fn call_functools(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        Ok(Some(match (path, arguments.positional.as_slice()) {
            ("functools.partialmethod", [function @ Value::Function(_), rest @ ..]) => {
                let arguments = Arguments { positional: rest.to_vec(), ..arguments.clone() };
                let partial = Value::Partial(Rc::new((function.clone(), arguments)));
                Value::Descriptor(PARTIAL_METHOD, Rc::new(partial))
            }
            ("functools.partialmethod", _) => unknown,
            ("functools.partial", [function, rest @ ..]) => {
                let arguments = Arguments { positional: rest.to_vec(), ..arguments.clone() };
                // As Python does: one of a partial is one of its function.
                let (function, arguments) = match function {
                    Value::Partial(of) => (&of.0, of.1.followed_by(arguments)),
                    function => (function, arguments),
                };
                self.weigh(arguments.positional.len() + arguments.keywords.len());
                Value::Partial(Rc::new((function.clone(), arguments)))
            }
            ("functools.wraps", [wrapped, ..]) => Value::Partial(Rc::new((
                Value::External("functools.wraps()".into()),
                Arguments::of([wrapped.clone()]),
            ))),
            ("functools.wraps()", [wrapped, wrapper]) => renamed(wrapped, wrapper),
            ("functools.update_wrapper", [wrapper, wrapped, ..]) => renamed(wrapped, wrapper),
            ("functools.lru_cache", []) => Value::External("<neutral>".into()),
            ("functools.cached_property", [function]) => {
                Value::Descriptor("cached_property", Rc::new(function.clone()))
            }
            ("functools.reduce", [function, iterable, rest @ ..]) => {
                return self.reduce(function, iterable, rest.first(), site).map(Some);
            }
            ("operator.itemgetter" | "operator.attrgetter" | "operator.methodcaller", _) => {
                let inner: Rc<str> = format!("{path}()").into();
                Value::Partial(Rc::new((Value::External(inner), arguments.clone())))
            }
            ("operator.itemgetter()", [key, of]) => self.item(of, key, site.range, why)?,
            ("operator.attrgetter()", [Value::Str(name), of]) => {
                self.attribute(of, name, why)?.unwrap_or(unknown)
            }
            _ => return Ok(None),
        }))
    }

    fn reduce(
        &mut self,
        function: &Value<'a>,
        iterable: &Value<'a>,
        start: Option<&Value<'a>>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(items) = self.items(iterable) else { return Ok(Value::Unknown(self.at(site))) };
        let mut items = items.into_iter();
        let Some(mut value) = start.cloned().or_else(|| items.next()) else {
            return Ok(Value::Unknown(self.at(site)));
        };
        for item in items {
            value = self.apply(function, Arguments::of([value, item]), site)?;
        }
        Ok(value)
    }
}

/// A function under the name of the one that it wraps.
fn renamed<'a>(wrapped: &Value<'a>, wrapper: &Value<'a>) -> Value<'a> {
    let wrapped = match wrapped {
        Value::Function(function) => function.name,
        Value::Bound(of) => match &of.method {
            Method::Of(function) => function.name,
            Method::Named(_) => return wrapper.clone(),
        },
        _ => return wrapper.clone(),
    };
    match wrapper {
        Value::Function(function) => Value::Function(Rc::new(function.renamed(wrapped))),
        _ => wrapper.clone(),
    }
}
