//! Running module code on values that may be unknown: built-in functions.

use std::rc::Rc;

use super::call::CallSite;
use super::constant::{self, Answer, Constant, Operator};
use super::dict::Dict;
use super::handler::is_exception;
use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::object::{List, Object, SHUFFLED, either_open};
use super::state::FrameKind;
use super::value::{Arguments, Located, Text, Value};

/// The most elements that are sorted.
const MOST_SORTED: usize = 2_000;

/// Built-in functions and types.
const NAMES: &[&str] = &[
    "__build_class__",
    "__import__",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "copyright",
    "credits",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "license",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

/// Exceptions by the names that code uses.
const EXCEPTIONS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "DeprecationWarning",
    "EOFError",
    "EnvironmentError",
    "Exception",
    "FileExistsError",
    "FileNotFoundError",
    "IOError",
    "ImportError",
    "IndexError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PermissionError",
    "RecursionError",
    "RuntimeError",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
];

/// Names that Python has, and of which nothing is followed.
const OTHERS: &[&str] = &[
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "Ellipsis",
    "EncodingWarning",
    "ExceptionGroup",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "ImportWarning",
    "IndentationError",
    "InterruptedError",
    "MemoryError",
    "NotImplemented",
    "PendingDeprecationWarning",
    "ProcessLookupError",
    "PythonFinalizationError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeWarning",
    "StopAsyncIteration",
    "SyntaxWarning",
    "SystemError",
    "TabError",
    "TimeoutError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "__build_class__",
    "__loader__",
    "__spec__",
];

/// The built-in of a name, when something of it is followed.
pub(super) fn find(name: &str) -> Option<&'static str> {
    [NAMES, EXCEPTIONS].into_iter().find_map(|names| names.binary_search(&name).ok().map(|at| names[at]))
}

/// Whether Python has a built-in of that name.
pub(super) fn exists(name: &str) -> bool {
    find(name).is_some() || OTHERS.contains(&name)
}

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
        let first = arguments.positional.first().cloned();
        Ok(match (name, arguments.positional.as_slice()) {
            ("globals", []) => Value::Variables(self.module_frame()),
            ("locals" | "vars", []) => Value::Variables(self.scope),
            ("vars", [of]) => match of {
                Value::Module(at) => Value::Variables(self.modules[usize::from(*at)].frame),
                of => self.attribute(of, &Text::Source("__dict__"), why)?.unwrap_or(unknown),
            },
            ("exit" | "quit", _) => return Err(Stop::Exit(self.place(site.range))),
            ("print" | "breakpoint" | "help" | "input", _) => Value::None,
            ("open", _) => self.open_file(&arguments, site)?,
            ("str", [of]) => self.text_of(of, site.range)?.unwrap_or(unknown),
            ("repr" | "format" | "ascii", [of, ..]) if !self.is_constant(of) => {
                self.text_of(of, site.range)?.filter(|_| name == "format").unwrap_or(unknown)
            }
            ("type", [of]) => self.class_of(of, why),
            ("type", [Value::Str(_), bases, Value::Ref(_)]) => self.dynamic_class(bases, &arguments, site)?,
            ("isinstance" | "issubclass", [of, class]) => {
                self.is_instance(of, class).map_or(unknown, Value::Bool)
            }
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
                    return Err(self.raised_at("AttributeError", site.range, "An attribute does not exist"));
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
                self.state.make(Object::Iterator(List::of(items)))
            }
            ("filter", [function, iterable]) => return self.filter(function, iterable, site),
            ("zip", iterables)
                if arguments.keyword("strict").is_none_or(|one| *one == Value::Bool(false)) =>
            {
                match self.rows(iterables) {
                    Some(rows) => self.state.make(Object::Iterator(List::of(rows))),
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
                    self.state.make(Object::Iterator(List::of(rows)))
                }
                _ => unknown,
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
                self.state.make(Object::Iterator(List { items, open: list.open }))
            }
            ("reversed", [iterable]) => match self.items(iterable) {
                Some(items) => {
                    let items = items.into_iter().rev().collect();
                    self.state.make(Object::Iterator(List::of(items)))
                }
                None => unknown,
            },
            ("sorted", [iterable]) => return self.sorted(iterable, &arguments, site),
            ("iter", [of]) => match self.elements(of) {
                Some(list) => self.state.make(Object::Iterator(list)),
                None => unknown,
            },
            ("next", [of, default @ ..]) => return Ok(self.next(of, default.first(), site)),
            ("len", [of]) => self.length(of).map_or(unknown, Value::Int),
            ("any" | "all", [of]) => self.any_or_all(name == "any", of).map_or(unknown, Value::Bool),
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
            ("__import__", [Value::Str(path), ..]) => {
                let first = path.split('.').next().unwrap_or(path).to_owned();
                return self.import_path(&first, site.range, None);
            }
            ("__import__", _) => return Ok(self.call_unknown(&arguments, site)),
            (name, given) if is_exception(name) => {
                given.iter().for_each(|value| self.escape(value, why));
                unknown
            }
            _ => return self.constant_builtin(name, &arguments, site),
        })
    }

    pub(super) fn is_constant(&self, value: &Value<'a>) -> bool {
        self.constant(value).is_some()
    }

    /// A built-in function of values that are fully known.
    fn constant_builtin(
        &mut self,
        name: &'static str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some((args, keywords)) = self.constants(arguments) else {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_builtin(name, arguments, site)
            }));
        };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        let answer = constant::builtin::call(name, &args, &keywords);
        self.answer(answer, site.range)
    }

    /// Arguments of which everything is known.
    pub(super) fn constants(&mut self, arguments: &Arguments<'a>) -> Option<super::value::Known<'a>> {
        if arguments.unknown.is_some() {
            return None;
        }
        let known = |this: &mut Self, value: &Value<'a>| {
            this.constant(value)
                .or_else(|| this.mixed_in(value).and_then(|plain| this.constant(&plain)))
                .or_else(|| match this.state.object(value) {
                    Some(Object::Iterator(list)) if list.is_exact() => {
                        let items = list.items.clone();
                        let all: Option<Vec<Constant>> =
                            items.iter().map(|item| this.constant(item)).collect();
                        all.map(Constant::list)
                    }
                    _ => None,
                })
        };
        let args: Option<Vec<Constant>> =
            arguments.positional.iter().map(|value| known(self, value)).collect();
        let keywords: Option<Vec<(Text<'a>, Constant)>> =
            arguments.keywords.iter().map(|(key, value)| Some((key.clone(), known(self, value)?))).collect();
        Some((args?, keywords?))
    }

    /// One of the arguments is one of several values: the result for each of them.
    pub(super) fn over_alternatives(
        &mut self,
        arguments: &Arguments<'a>,
        site: CallSite,
        mut run: impl FnMut(&mut Self, &Arguments<'a>) -> Run<Value<'a>>,
    ) -> Value<'a> {
        let why = self.at(site);
        let several = |value: &Value<'a>| matches!(value, Value::OneOf(_));
        let mut places = arguments.positional.iter().enumerate().filter(|(_, value)| several(value));
        let (Some((at, value)), None) = (places.next(), places.next()) else { return Value::Unknown(why) };
        let alternatives = value.alternatives().to_vec();
        let mut found = Vec::new();
        for one in alternatives {
            let mut arguments = arguments.clone();
            arguments.positional[at] = one;
            found.push(run(self, &arguments).unwrap_or(Value::Unknown(why)));
        }
        Value::one_of(found).unwrap_or(Value::Unknown(why))
    }

    /// `str(value)`
    pub(super) fn text_of(
        &mut self,
        value: &Value<'a>,
        range: crate::python::TextRange,
    ) -> Run<Option<Value<'a>>> {
        if let Some(text) = self.text_of_object(value) {
            return Ok(Some(Value::Str(Text::Made(text))));
        }
        match value {
            Value::Str(_) => Ok(Some(value.clone())),
            Value::Located(located) => {
                Ok(Some(Value::Located(Located { path: located.path.clone(), is_text: true })))
            }
            Value::OneOf(values) => {
                let mut found = Vec::new();
                for one in values.iter() {
                    let shown = self.text_of(one, range)?;
                    found.push(
                        shown.unwrap_or(Value::Unknown(super::value::Origin::Code(self.module(), range))),
                    );
                }
                Ok(Value::one_of(found))
            }
            Value::Ref(at) => {
                if let Object::Instance(instance) = self.state.at(*at) {
                    let class = instance.class;
                    for name in ["__str__", "__repr__"] {
                        if let Some(method) = self.class_attribute(class, name) {
                            return self.call_bound(method, value.clone(), Arguments::default()).map(Some);
                        }
                    }
                }
                self.constant_text(value)
            }
            _ => self.constant_text(value),
        }
    }

    fn constant_text(&mut self, value: &Value<'a>) -> Run<Option<Value<'a>>> {
        let Some(known) = self.constant(value) else { return Ok(None) };
        Ok(match constant::str(&known) {
            Answer::Known(known) => Some(self.value_of(known)),
            _ => None,
        })
    }

    /// The text of a member of an enumeration.
    pub(super) fn text_of_object(&self, value: &Value<'a>) -> Option<Rc<str>> {
        if let Some(text) = super::pure_path::pure_text(value) {
            return Some(text);
        }
        let Some(Object::Instance(instance)) = self.state.object(value) else { return None };
        let Object::Class(class) = self.state.at(instance.class) else { return None };
        if class.kind != super::object::ClassKind::Enum {
            return None;
        }
        let own =
            ["__str__", "__format__"].iter().any(|name| self.class_attribute(instance.class, name).is_some());
        if own {
            return None;
        }
        let is_plain_text = class.bases.iter().any(
            |base| matches!(base, Value::External(path) if matches!(&**path, "enum.StrEnum" | "enum.IntEnum")),
        );
        if is_plain_text {
            return match instance.fields.get_text("_value_")? {
                Value::Str(text) => Some(text.shared()),
                Value::Int(number) => Some(number.to_string().into()),
                _ => None,
            };
        }
        let name = instance.fields.get_text("_name_")?.as_str()?;
        Some(format!("{}.{name}", &*class.name).into())
    }

    /// What an f-string or `format` shows of a member of an enumeration: before Python 3.11 its value, when it is
    /// text or a number as well.
    pub(super) fn formatted_member(&self, value: &Value<'a>) -> Option<Rc<str>> {
        let shown = self.text_of_object(value)?;
        if self.python < 11
            && let Some(plain) = self.mixed_in(value)
        {
            return match plain {
                Value::Str(text) => Some(text.shared()),
                Value::Int(number) => Some(number.to_string().into()),
                _ => None,
            };
        }
        Some(shown)
    }

    fn has_attribute(&mut self, of: &Value<'a>, name: &Text<'a>) -> Option<bool> {
        match of {
            Value::Ref(at) => {
                let key = Value::Str(name.clone());
                match self.state.at(*at) {
                    Object::Instance(instance) => {
                        if let Some(value) = instance.fields.get(&key) {
                            return (!value.may_be_absent()).then_some(true);
                        }
                        let (class, open) = (instance.class, instance.open.is_some());
                        if self.class_attribute(class, name).is_some() {
                            return Some(true);
                        }
                        let anything = open || self.has_outside(class) || name.starts_with("__");
                        (!anything && self.class_attribute(class, "__getattr__").is_none()).then_some(false)
                    }
                    Object::Class(class) => {
                        if class.members.iter().any(|(known, _)| known == name) {
                            return Some(true);
                        }
                        if self.class_attribute(*at, name).is_some() {
                            return Some(true);
                        }
                        (!self.has_outside(*at) && !name.starts_with("__")).then_some(false)
                    }
                    _ => None,
                }
            }
            Value::Module(at) => {
                let frame = self.state.frame(self.modules[usize::from(*at)].frame);
                match frame.get(name) {
                    Some(value) => (!value.may_be_absent()).then_some(true),
                    None => (frame.open.is_none() && !name.starts_with("__")).then_some(false),
                }
            }
            Value::None | Value::Int(_) | Value::Bool(_) => None,
            _ => None,
        }
    }

    pub(super) fn is_instance(&self, of: &Value<'a>, class: &Value<'a>) -> Option<bool> {
        if let Value::Tuple(classes) = class {
            let all: Vec<Option<bool>> = classes.iter().map(|class| self.is_instance(of, class)).collect();
            return if all.contains(&Some(true)) {
                Some(true)
            } else if all.contains(&None) {
                None
            } else {
                Some(false)
            };
        }
        if let Value::OneOf(values) = of {
            let mut all = values.iter().map(|one| self.is_instance(one, class));
            let first = all.next()??;
            return all.all(|one| one == Some(first)).then_some(first);
        }
        let built_in = match of {
            Value::Str(_) => "str",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Tuple(_) => "tuple",
            Value::None => "NoneType",
            Value::Function(_) => "function",
            Value::Plain(known) => match known.as_ref() {
                Constant::Bytes(_) => "bytes",
                Constant::Date(_) => "date",
                Constant::DateTime(_) => "datetime",
                Constant::TimeDelta(_) => "timedelta",
                _ => return None,
            },
            Value::Located(located) if located.is_text => "str",
            Value::Located(_) => "Path",
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) => "list",
                Object::Dict(_) => "dict",
                Object::Set(_) => "set",
                Object::Dag(_) => "DAG",
                Object::Class(_) => "type",
                Object::Instance(instance) => {
                    return match class {
                        Value::Ref(wanted) => {
                            let Object::Class(own) = self.state.at(instance.class) else { return None };
                            if own.order.contains(wanted) {
                                Some(true)
                            } else {
                                own.outside.is_none().then_some(false)
                            }
                        }
                        Value::Builtin(name) => match self.mixed_in(&Value::Ref(*at)) {
                            Some(plain) => self.is_instance(&plain, class),
                            None => (!self.has_outside(instance.class) && *name != "object").then_some(false),
                        },
                        Value::External(path) => (self.kind_of(instance.class)
                            == Some(super::object::ClassKind::Enum)
                            && &**path == "enum.Enum")
                            .then_some(true),
                        _ => None,
                    };
                }
                _ => return None,
            },
            _ => return None,
        };
        match class {
            Value::Builtin(name) => {
                Some(*name == built_in || *name == "object" || (*name == "int" && built_in == "bool"))
            }
            Value::External(path) => match (&**path, built_in) {
                ("pathlib.Path" | "pathlib.PurePath" | "os.PathLike", "Path") => Some(true),
                ("datetime.datetime", _) => Some(built_in == "datetime"),
                ("datetime.date", _) => Some(matches!(built_in, "date" | "datetime")),
                ("datetime.timedelta", _) => Some(built_in == "timedelta"),
                (
                    "collections.abc.Mapping" | "typing.Mapping" | "typing.Dict" | "collections.OrderedDict",
                    _,
                ) => (built_in != "dict")
                    .then_some(false)
                    .or(Some(built_in == "dict" && &**path != "collections.OrderedDict").filter(|yes| *yes)),
                (
                    "collections.abc.Sequence"
                    | "typing.Sequence"
                    | "typing.List"
                    | "collections.abc.Iterable"
                    | "typing.Iterable",
                    _,
                ) => matches!(built_in, "list" | "tuple" | "str")
                    .then_some(&**path != "typing.List" || built_in == "list"),
                (path, "DAG") => {
                    (self.meaning(path) == Some(crate::airflow::Meaning::DagClass)).then_some(true)
                }
                (path, "str" | "int" | "bool" | "NoneType" | "dict" | "list")
                    if path.starts_with("airflow.") || path.starts_with("datetime.") =>
                {
                    Some(false)
                }
                _ => None,
            },
            Value::Ref(_) => {
                matches!(built_in, "str" | "int" | "bool" | "float" | "NoneType" | "dict" | "list" | "tuple")
                    .then_some(false)
            }
            _ => None,
        }
    }

    fn new_dict(&mut self, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let mut dict = match arguments.positional.first() {
            None => Dict::default(),
            Some(value) => match self.mapping(value) {
                Some(dict) => Dict { factory: None, ..dict },
                None => match self.elements(value).and_then(|list| self.entries_of(list, false)) {
                    Some(dict) => dict,
                    None => Dict { open: Some(why), ..Dict::default() },
                },
            },
        };
        for (key, value) in arguments.keywords {
            dict.set(Value::Str(key), value, why);
        }
        Ok(self.state.make(Object::Dict(dict)))
    }

    fn new_sequence(&mut self, name: &str, of: Option<&Value<'a>>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let list = match of {
            None => List::default(),
            Some(value) => match self.elements(value) {
                Some(list) => list,
                None => match name {
                    "tuple" => return Value::Unknown(why),
                    _ => List { items: Vec::new(), open: Some(why) },
                },
            },
        };
        match name {
            "tuple" if list.is_exact() => Value::Tuple(list.items.into()),
            "tuple" | "list" => self.state.make(Object::List(list)),
            _ => {
                let set = self.entries_of(list, true).unwrap_or_default();
                self.state.make(Object::Set(set))
            }
        }
    }

    /// A function that is called with what is not known: for what it does.
    fn map_unknown(&mut self, function: &Value<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let function = function.clone();
        // What it raises, it raises for something that is not known.
        let _ = self.repeat(why, |this| {
            this.apply(&function, Arguments { unknown: Some(why), ..Arguments::default() }, site)?;
            Ok(super::interpret::Flow::Next)
        });
        Value::Unknown(why)
    }

    fn filter(&mut self, function: &Value<'a>, iterable: &Value<'a>, site: CallSite) -> Run<Value<'a>> {
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
        Ok(self.state.make(Object::Iterator(kept)))
    }

    /// Elements in their order; `key` and `reverse` count.
    pub(super) fn sorted(
        &mut self,
        iterable: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(list) = self.elements(iterable) else { return Ok(Value::Unknown(why)) };
        // Elements that may not be there have their place all the same.
        let mut keyed = Vec::new();
        for item in &list.items {
            let one = item.clone().present();
            let key = match arguments.keyword("key") {
                None | Some(Value::None) => one,
                Some(function) => self.apply(&function.clone(), Arguments::of([one]), site)?,
            };
            keyed.push((self.constant(&key), item.clone()));
        }
        let reverse = match arguments.keyword("reverse").map(|value| self.truth(value)) {
            None => false,
            Some(Some(reverse)) => reverse,
            Some(None) => return Ok(Value::Unknown(why)),
        };
        let keys: Option<Vec<Constant>> = keyed.iter().map(|(key, _)| key.clone()).collect();
        // Equal keys leave what they belong to in the order that it had.
        let has_ties = keys.as_ref().is_some_and(|keys| {
            keys.iter()
                .enumerate()
                .any(|(at, key)| keys[..at].iter().any(|other| constant::equal(key, other) == Some(true)))
        });
        let order = keys.and_then(|keys| order(&keys, reverse));
        let items: Vec<Value<'a>> = match order {
            Some(order) => order.into_iter().filter_map(|at| list.items.get(at).cloned()).collect(),
            // They are all there, in an order that is not known.
            None => {
                let open = either_open(list.open, List::shuffled(list.items.clone()).open);
                return Ok(self.state.make(Object::List(List { items: list.items, open })));
            }
        };
        let open = list.open.filter(|why| *why != SHUFFLED || has_ties);
        Ok(self.state.make(Object::List(List { items, open })))
    }

    /// `min(items, key=…)`, `max(items, key=…)`
    fn extreme(
        &mut self,
        is_max: bool,
        of: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let Some(items) = self.items(of) else { return Ok(Value::Unknown(self.at(site))) };
        let Some(key) = arguments.keyword("key").cloned() else { return Ok(Value::Unknown(self.at(site))) };
        let mut keys = Vec::new();
        for item in &items {
            let key = self.apply(&key, Arguments::of([item.clone()]), site)?;
            match self.constant(&key) {
                Some(key) => keys.push(key),
                None => return Ok(Value::Unknown(self.at(site))),
            }
        }
        // The first of equals, in both directions.
        let found = order(&keys, is_max).and_then(|order| order.first().copied());
        Ok(found.and_then(|at| items.get(at)).cloned().unwrap_or(Value::Unknown(self.at(site))))
    }

    fn next(&mut self, of: &Value<'a>, default: Option<&Value<'a>>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let Value::Ref(at) = of else { return Value::Unknown(why) };
        let Object::Iterator(list) = self.state.at_mut(*at) else { return Value::Unknown(why) };
        if list.items.is_empty() {
            return match (list.open, default) {
                (None, Some(default)) => default.clone(),
                _ => Value::Unknown(why),
            };
        }
        if list.open == Some(SHUFFLED) {
            let all = std::mem::take(&mut list.items);
            list.open = Some(why);
            return Value::one_of(all.into_iter().map(Value::present)).unwrap_or(Value::Unknown(why));
        }
        let first = list.items.remove(0);
        if first.may_be_absent() {
            // It, or one of those behind it.
            let rest = std::mem::take(&mut list.items);
            let all = rest.into_iter().map(Value::present).chain(default.cloned()).chain([first.present()]);
            return Value::one_of(all.chain([Value::Unknown(why)])).unwrap_or(Value::Unknown(why));
        }
        first
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

    fn any_or_all(&mut self, is_any: bool, of: &Value<'a>) -> Option<bool> {
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

    /// `type("Name", (Base,), {...})`
    fn dynamic_class(
        &mut self,
        bases: &Value<'a>,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(bases) = self.items(bases) else { return Ok(Value::Unknown(why)) };
        let (Some(Value::Str(name)), Some(namespace)) = (
            arguments.positional.first().cloned(),
            arguments.positional.get(2).and_then(|of| self.mapping(of)),
        ) else {
            return Ok(Value::Unknown(why));
        };
        let module = self.module();
        let frame = self.state.new_frame(Some(self.scope), FrameKind::Class(0), module);
        for (key, value) in namespace.iter() {
            if let Value::Str(key) = key {
                self.state.set(frame, key.clone(), value.clone());
            }
        }
        Ok(Value::Ref(self.new_class_in(name, bases, frame)))
    }
}

/// The order of the indices that sorts the keys, as Python sorts; `None` when they cannot be compared.
fn order(keys: &[Constant], reverse: bool) -> Option<Vec<usize>> {
    if keys.len() > MOST_SORTED {
        return None;
    }
    // By insertion: whatever the comparisons say, it ends.
    let mut order: Vec<usize> = Vec::with_capacity(keys.len());
    for at in 0..keys.len() {
        let (mut low, mut high) = (0, order.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let (one, other) = if reverse { (order[middle], at) } else { (at, order[middle]) };
            match constant::compare(Operator::Lt, &keys[one], &keys[other]) {
                Answer::Known(Constant::Bool(true)) => high = middle,
                Answer::Known(_) => low = middle + 1,
                _ => return None,
            }
        }
        order.insert(low, at);
    }
    Some(order)
}
