//! Running module code on values that may be unknown: built-in functions.

mod convert;
mod inspect;
mod iterate;
mod known;
mod names;
mod sort;
mod text;

use std::rc::Rc;

use super::call::CallSite;
use super::handler::is_exception;
use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::method::file::is_file;
use super::object::{List, Object};
use super::value::{Arguments, Text, Value};

pub(super) use names::{exists, find};

impl<'a> Interpreter<'a> {
    pub(super) fn call_builtin(
        &mut self,
        name: &'static str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        if arguments.unknown.is_some() {
            return Ok(unknown);
        }
        self.allow_builtin(name, &arguments, site)?;
        let first = arguments.positional.first().cloned();
        Ok(match (name, arguments.positional.as_slice()) {
            ("globals", []) => Value::Variables(self.module_frame()),
            ("locals" | "vars", []) => self.local_variables(why),
            ("vars", [of]) => match of {
                Value::Module(at) => Value::Variables(self.modules[usize::from(*at)].frame),
                of => self.attribute(of, &Text::Source("__dict__"), why)?.unwrap_or(unknown),
            },
            ("exit" | "quit", _) => return Err(Stop::Exit(self.place(site.range))),
            ("print" | "help", _) => Value::None,
            ("input" | "breakpoint", _) => {
                let text = self.words(why);
                let what = format!("`{text}` asks for input, and where Airflow loads files nobody gives any");
                return Err(self.raised_at("EOFError", site.range, &what));
            }
            ("open", _) => self.open_file(&arguments, site)?,
            ("format", [of, ..]) if self.own_format(of).is_some() => unknown,
            ("str", [of]) => self.text_of(of, site.range)?.unwrap_or(unknown),
            ("repr" | "format" | "ascii", [of, ..]) if !self.is_constant(of) => {
                self.text_of(of, site.range)?.filter(|_| name == "format").unwrap_or(unknown)
            }
            ("type", [of]) => self.class_of(of, why),
            ("type", [Value::Str(_), bases, Value::Ref(_)]) => self.dynamic_class(bases, &arguments, site)?,
            ("issubclass", [of, class]) => self.is_subclass(of, class).map_or(unknown, Value::Bool),
            ("isinstance", [of, class]) => self.is_instance(of, class).map_or(unknown, Value::Bool),
            ("callable", [of]) => match of {
                Value::Function(_) | Value::Builtin(_) | Value::Bound(_) | Value::Taskflow(_) => {
                    Value::Bool(true)
                }
                Value::Str(_) | Value::Int(_) | Value::None | Value::Tuple(_) => Value::Bool(false),
                Value::Ref(at) => match self.state.at(*at) {
                    Object::Class(_) | Object::Factory(_) => Value::Bool(true),
                    Object::List(_) | Object::Dict(_) | Object::Set(_) => Value::Bool(false),
                    _ => unknown,
                },
                _ => unknown,
            },
            ("hasattr", [of, Value::Str(name)]) => self.has_attribute(of, name).map_or(unknown, Value::Bool),
            ("getattr", [of, Value::Str(name)]) => match self.attribute(of, name, why)? {
                Some(value) => value,
                None => {
                    let text = self.words(why);
                    let message = format!("`{text}` finds no such attribute");
                    return Err(self.raised_at("AttributeError", site.range, &message));
                }
            },
            ("getattr", [of, Value::Str(name), default]) => match self.has_attribute(of, name) {
                Some(true) => self.attribute(of, name, why)?.unwrap_or(unknown),
                Some(false) => default.clone(),
                None => Value::either(default.clone(), unknown),
            },
            ("setattr", [of, Value::Str(name), value]) => {
                self.set_attribute(of, name.clone(), value.clone(), why);
                Value::None
            }
            ("setattr", [of, key, value]) => {
                match of {
                    Value::Module(at) => {
                        let frame = self.modules[usize::from(*at)].frame;
                        self.set_item(&Value::Variables(frame), key.clone(), value.clone(), why);
                    }
                    _ => self.escape(value, why),
                }
                Value::None
            }
            ("delattr", [of, Value::Str(name)]) => {
                self.set_attribute(of, name.clone(), Value::Absent, why);
                Value::None
            }
            ("property" | "staticmethod" | "classmethod", [function]) => {
                Value::Descriptor(name, Rc::new(function.clone()))
            }
            ("object", []) => unknown,
            ("dict", [Value::External(path)])
                if matches!(&**path, "os.environ" | super::process::COPIED)
                    && arguments.keywords.is_empty() =>
            {
                Value::External(super::process::COPIED.into())
            }
            ("dict", _) => return self.new_dict(arguments, site),
            ("list" | "tuple" | "set" | "frozenset", _) => {
                return Ok(self.new_sequence(name, first.as_ref(), site));
            }
            ("map", [function, iterables @ ..]) if !iterables.is_empty() => {
                let columns: Option<Vec<Vec<Value<'a>>>> =
                    iterables.iter().map(|iterable| self.items(iterable)).collect();
                let Some(columns) = columns else {
                    return Ok(self.map_unknown(function, site));
                };
                let rounds = columns.iter().map(Vec::len).min().unwrap_or(0);
                let mut items = Vec::new();
                for at in 0..rounds {
                    let given: Vec<Value<'a>> = columns.iter().map(|column| column[at].clone()).collect();
                    items.push(self.apply(function, Arguments::of(given), site)?);
                }
                self.iterator(List::of(items))
            }
            ("filter", [function, iterable]) => return self.filter(function, iterable, site),
            ("zip", iterables)
                if arguments.keyword("strict").is_none_or(|one| *one == Value::Bool(false)) =>
            {
                match self.rows(iterables) {
                    Some(rows) => self.iterator(List::of(rows)),
                    None => unknown,
                }
            }
            ("zip", iterables) => match self.rows(iterables) {
                // Of different lengths, it raises.
                Some(rows)
                    if iterables.iter().all(|one| {
                        self.length(one).is_none_or(|all| usize::try_from(all) == Ok(rows.len()))
                    }) =>
                {
                    self.iterator(List::of(rows))
                }
                _ => {
                    self.hazard(why, "", false);
                    unknown
                }
            },
            ("enumerate", [iterable, ..]) => {
                let start = match arguments.get(1, "start") {
                    None => 0,
                    Some(Value::Int(start)) => *start,
                    Some(_) => return Ok(unknown),
                };
                let Some(list) = self.elements(iterable) else { return Ok(unknown) };
                let is_exact = list.is_exact();
                let pair = |(at, item): (i64, Value<'a>)| {
                    let at = if is_exact { Value::Int(at) } else { Value::Unknown(why) };
                    let maybe = item.may_be_absent();
                    let pair = Value::Tuple([at, item.present()].into());
                    if maybe { Value::either(pair, Value::Absent) } else { pair }
                };
                let items = (start..).zip(list.items).map(pair).collect();
                self.iterator(List { items, open: list.open })
            }
            ("reversed", [iterable]) => match self.items(iterable) {
                Some(items) => {
                    let items = items.into_iter().rev().collect();
                    self.iterator(List::of(items))
                }
                None => unknown,
            },
            ("sorted", [iterable]) => return self.sorted(iterable, &arguments, site),
            // A file is its own iterator.
            ("iter", [of @ Value::Bound(file)]) if is_file(file) => of.clone(),
            ("iter", [of]) => match self.elements(of) {
                Some(list) => self.iterator(list),
                None => unknown,
            },
            ("next", [of, default @ ..]) => return self.next(of, default.first(), site),
            ("len", [of]) => self.length(of).map_or(unknown, Value::Int),
            ("any" | "all", [of]) => self.any_or_all(name == "any", of).map_or(unknown, Value::Bool),
            ("sum" | "min" | "max", [Value::Ref(at), ..])
                if matches!(self.state.at(*at), Object::Iterator(_)) =>
            {
                let Some(items) = self.items(&arguments.positional[0]) else { return Ok(unknown) };
                let mut given = arguments;
                given.positional[0] = Value::Tuple(items.into());
                return self.call_builtin(name, given, site);
            }
            ("min" | "max", [of]) if arguments.keyword("key").is_some() => {
                return self.extreme(name == "max", of, &arguments, site);
            }
            ("sum", [of]) if !self.is_constant(of) => unknown,
            ("hash" | "id" | "dir" | "compile" | "memoryview" | "slice" | "aiter" | "anext" | "super", _) => {
                unknown
            }
            ("eval" | "exec", _) => {
                self.state.open_frame(self.module_frame(), why);
                return Ok(self.call_unknown(&arguments, site));
            }
            // With names to take from it, it gives the module itself.
            ("__import__", [Value::Str(path)]) if arguments.keywords.is_empty() => {
                let first = path.split('.').next().unwrap_or(path).to_owned();
                return self.import_path(&first, site.range, None);
            }
            ("__import__", _) => return Ok(self.call_unknown(&arguments, site)),
            (name, given) if is_exception(name) => {
                given.iter().for_each(|value| self.escape(value, why));
                unknown
            }
            _ => {
                arguments.all().for_each(|value| self.lose_place(value));
                return self.constant_builtin(name, &arguments, site);
            }
        })
    }
}
