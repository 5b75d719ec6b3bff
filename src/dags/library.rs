//! Running module code on values that may be unknown: what is imported from elsewhere.
//!
//! Of Python's own library, what DAG files compute names with; of Airflow, what makes DAGs and tasks. The rest is code
//! that is not followed.

use std::rc::Rc;

use super::attribute::bound;
use super::call::{CallSite, is_file};
use super::class::is_operator_name;
use super::constant::{self, Constant, data};
use super::dict::Dict;
use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::object::{At, ClassKind, List, Object, either_open};
use super::path;
use super::value::{Arguments, Located, Origin, Text, Value};
use crate::airflow::{self, Meaning, is_stdlib};

/// Decorators that leave what they decorate as it is, to what is followed here.
const NEUTRAL: &[&str] = &[
    "abc.abstractmethod",
    "airflow.utils.decorators.apply_defaults",
    "airflow.utils.session.provide_session",
    "contextlib.contextmanager",
    "dataclasses.KW_ONLY",
    "enum.unique",
    "functools.cache",
    "functools.lru_cache",
    "functools.total_ordering",
    "typing.final",
    "typing.no_type_check",
    "typing.overload",
    "typing.override",
    "typing.runtime_checkable",
    "typing_extensions.final",
    "typing_extensions.override",
];

/// The longest row of a product of several lists.
const MOST_ROWS: usize = 10_000;

/// A function under the name of the one that it wraps.
fn renamed<'a>(wrapped: &Value<'a>, wrapper: &Value<'a>) -> Value<'a> {
    let wrapped = match wrapped {
        Value::Function(function) => function.name,
        Value::Bound(of) => match &of.method {
            super::value::Method::Of(function) => function.name,
            super::value::Method::Named(_) => return wrapper.clone(),
        },
        _ => return wrapper.clone(),
    };
    match wrapper {
        Value::Function(function) => Value::Function(Rc::new(function.renamed(wrapped))),
        _ => wrapper.clone(),
    }
}

impl<'a> Interpreter<'a> {
    pub(super) fn meaning(&self, path: &str) -> Option<Meaning> {
        airflow::meaning(self.airflow, path)
    }

    /// Whether something of this external thing is followed.
    pub(super) fn is_known_external(&self, value: &Value<'a>) -> bool {
        let Value::External(path) = value else { return false };
        self.meaning(path).is_some()
            || &**path == "<neutral>"
            || NEUTRAL.binary_search(&&**path).is_ok()
            || is_dataclass(path)
            || path.starts_with("functools.")
    }

    pub(super) fn is_suppress(&self, expr: &crate::python::ast::Expr) -> bool {
        let crate::python::ast::Expr::Call(call) = expr else { return false };
        match call.func.as_ref() {
            crate::python::ast::Expr::Name(name) => name.id.as_str() == "suppress",
            crate::python::ast::Expr::Attribute(of) => of.attr.as_str() == "suppress",
            _ => false,
        }
    }

    pub(super) fn call_external(
        &mut self,
        path: &Rc<str>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        if path.starts_with("airflow") {
            if let Some(meaning) = self.meaning(path) {
                return self.call_meaning(meaning, path, arguments, site);
            }
            if let Some(operator) = path.strip_suffix(".partial")
                && is_operator_name(operator)
            {
                return self.build_task(operator, arguments, site);
            }
        }
        if let Some(value) = self.call_library(path, &arguments, site)? {
            return Ok(value);
        }
        let first = path.split('.').next().unwrap_or(path);
        if is_operator_name(path) || path.strip_suffix(".partial").is_some_and(is_operator_name) {
            return self.build_task(path, arguments, site);
        }
        // Airflow's and Python's own functions do nothing to their arguments that matters here.
        if matches!(first, "airflow" | "structlog" | "loguru") || is_stdlib(first, self.python) {
            let given: Vec<Value<'a>> = arguments
                .all()
                .filter(|value| self.is_dag(value) || self.is_factory(value))
                .cloned()
                .collect();
            for value in &given {
                self.escape(value, self.at(site));
            }
            if first == "airflow" && self.contexts.is_empty() && path.contains("_dag") {
                return Ok(self.call_unknown(&arguments, site));
            }
            return Ok(Value::Unknown(self.at(site)));
        }
        if arguments.keyword("task_id").is_some() && !self.contexts.is_empty() {
            return self.build_task(path, arguments, site);
        }
        Ok(self.call_unknown(&arguments, site))
    }

    fn is_factory(&self, value: &Value<'a>) -> bool {
        matches!(self.state.object(value), Some(Object::Factory(_)))
    }

    fn call_meaning(
        &mut self,
        meaning: Meaning,
        path: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match meaning {
            Meaning::DagClass => self.build_dag(arguments, site),
            Meaning::DagDecorator
            | Meaning::AssetDecorator
            | Meaning::MultiAssetDecorator
            | Meaning::TaskDecorator
            | Meaning::TaskGroupDecorator
            | Meaning::Setup
            | Meaning::Teardown
            | Meaning::TaskCondition => self.decorator(meaning, arguments, site),
            Meaning::TaskGroupClass => self.build_group(arguments, site),
            Meaning::BaseOperator | Meaning::Operator(_) | Meaning::SubDagOperator => {
                self.build_task(path, arguments, site)
            }
            Meaning::Chain | Meaning::ChainLinear => {
                for pair in arguments.positional.windows(2) {
                    let lengths = [self.sequence_length(&pair[0]), self.sequence_length(&pair[1])];
                    if let ([Some(one), Some(other)], Meaning::Chain) = (lengths, meaning)
                        && one != other
                    {
                        let message = format!(
                            "`chain` gets a list of {one} tasks beside one of {other}: Airflow refuses the whole file"
                        );
                        let help = "Give it lists of one length, or use `cross_downstream`.";
                        let kind = super::FaultKind::Signature;
                        self.refuse("ValueError", kind, site.range, message, help)?;
                    }
                    self.connect(&pair[0], &pair[1], site.range, meaning == Meaning::Chain);
                }
                Ok(Value::None)
            }
            Meaning::CrossDownstream => {
                if let Some((from, to)) = arguments.get(0, "from_tasks").zip(arguments.get(1, "to_tasks")) {
                    self.connect(&from.clone(), &to.clone(), site.range, false);
                }
                Ok(Value::None)
            }
            Meaning::VariableGet => {
                let default = arguments
                    .positional
                    .get(1)
                    .or(arguments.keyword("default_var"))
                    .or(arguments.keyword("default"));
                match default {
                    Some(default) => Ok(Value::either(default.clone(), Value::Unknown(why))),
                    None => {
                        self.hazard(why, "KeyError", true);
                        Ok(Value::Unknown(why))
                    }
                }
            }
            Meaning::ConnectionGet => {
                self.hazard(why, "AirflowNotFoundException", true);
                Ok(Value::Unknown(why))
            }
            // Its truth is that of an object.
            Meaning::Timetable(_) => Ok(Value::External(format!("{path}()").into())),
            Meaning::Param => Ok(Value::Partial(Rc::new((Value::External(path.into()), arguments)))),
            _ => Ok(Value::Unknown(why)),
        }
    }

    /// Python's own library; `None`: nothing of this is followed.
    fn call_library(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let given = arguments.positional.as_slice();
        if (path.starts_with("os.") || path.starts_with("pathlib.") || path.starts_with("glob."))
            && let Some(value) = self.call_path(path, arguments, site)?
        {
            return Ok(Some(value));
        }
        if (path.starts_with("pkgutil.") || path.starts_with("importlib.resources."))
            && let Some(value) = self.call_package(path, arguments, site)?
        {
            return Ok(Some(value));
        }
        Ok(Some(match (path, given) {
            ("pendulum.datetime", _) => self.pendulum(arguments).unwrap_or(unknown),
            ("platform.system", []) => Value::text("Linux"),
            ("sys.exit" | "os._exit" | "os.abort", _) => return Err(Stop::Exit(self.place(site.range))),
            ("sys.path.insert", [place, folder]) => {
                self.add_root(folder, matches!(place, Value::Int(0)));
                Value::None
            }
            ("sys.path.append", [folder]) => {
                self.add_root(folder, false);
                Value::None
            }
            ("sys.path.extend", [folders]) => {
                for folder in self.items(folders).unwrap_or_default() {
                    self.add_root(&folder, false);
                }
                Value::None
            }
            ("os.environ.get" | "os.getenv", _) => {
                let default = arguments.get(1, "default").cloned().unwrap_or(Value::None);
                Value::either(default, Value::Unknown(Origin::Text(self.module(), site.range)))
            }
            (
                "os.environ.setdefault"
                | "os.environ.update"
                | "os.putenv"
                | "os.environ.pop"
                | "os.environ.copy",
                _,
            ) => unknown,
            ("importlib.import_module", [Value::Str(name)]) => {
                let name = name.to_string();
                self.import_path(&name, site.range, None)?
            }
            ("importlib.import_module", _) => {
                self.call_unknown(&Arguments::default(), site);
                unknown
            }
            ("copy.deepcopy", [of]) => self.deep_copy(of, 0)?,
            ("copy.copy", [of]) => match self.state.object(of) {
                Some(object @ (Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::Instance(_))) => {
                    let copy = object.clone();
                    self.state.make(copy)
                }
                _ => of.clone(),
            },
            ("typing.cast", [_, of]) => of.clone(),
            ("functools.partial" | "functools.partialmethod", [function, rest @ ..]) => {
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
            ("<neutral>", [of]) => of.clone(),
            ("typing.NewType", _) => Value::External("<neutral>".into()),
            ("logging.getLogger", _) => Value::External("logging.Logger".into()),
            ("packaging.version.parse" | "packaging.version.Version", [Value::Str(text)]) => {
                version(text).unwrap_or(unknown)
            }
            ("packaging.version.parse" | "packaging.version.Version", [of @ Value::OneOf(_)]) => {
                let all = of
                    .alternatives()
                    .iter()
                    .map(|one| one.as_str().and_then(version).unwrap_or(Value::Unknown(why)));
                Value::one_of(all).unwrap_or(unknown)
            }
            ("re.match" | "re.search" | "re.fullmatch", _) => self.regular_match(path, arguments, site)?,
            ("configparser.ConfigParser" | "configparser.RawConfigParser", _) => {
                let factory = Some(Value::External("configparser.ConfigParser".into()));
                self.state.make(Object::Dict(Dict { factory, ..Dict::default() }))
            }
            ("csv.DictReader" | "csv.reader", _) => {
                self.read_rows(path == "csv.DictReader", arguments, site)?
            }
            ("string.Template", [template @ Value::Str(_)]) => Value::Partial(Rc::new((
                Value::External("string.Template()".into()),
                Arguments::of([template.clone()]),
            ))),
            (
                "hashlib.md5" | "hashlib.sha1" | "hashlib.sha256" | "hashlib.sha512" | "hashlib.blake2b",
                [data],
            ) => {
                let inner: Rc<str> = format!("{path}()").into();
                Value::Partial(Rc::new((Value::External(inner), Arguments::of([data.clone()]))))
            }
            (path, [of]) if NEUTRAL.binary_search(&path).is_ok() => of.clone(),
            (path, given) if is_dataclass(path) => match given {
                [Value::Ref(class)] => {
                    self.make_dataclass(*class, arguments);
                    Value::Ref(*class)
                }
                [] => Value::Partial(Rc::new((
                    Value::External("dataclasses.dataclass".into()),
                    arguments.clone(),
                ))),
                _ => unknown,
            },
            (
                "dataclasses.field"
                | "pydantic.Field"
                | "attrs.field"
                | "attr.ib"
                | "attr.attrib"
                | "attr.field"
                | "pydantic.fields.Field",
                _,
            ) => {
                let marked = Value::Partial(Rc::new((Value::None, arguments.clone())));
                bound(&marked, &Text::Source("<field>"))
            }
            ("dataclasses.asdict" | "attrs.asdict" | "attr.asdict", [of]) => match self.state.object(of) {
                Some(Object::Instance(instance)) => {
                    let mut fields = instance.fields.clone();
                    fields.open = instance.open;
                    self.state.make(Object::Dict(fields))
                }
                _ => unknown,
            },
            ("dataclasses.fields" | "attr.fields" | "attrs.fields", [of]) => {
                let class = match of {
                    Value::Ref(at) if matches!(self.state.at(*at), Object::Class(_)) => Some(*at),
                    of => match self.class_of(of, why) {
                        Value::Ref(at) => Some(at),
                        _ => None,
                    },
                };
                let names = match class.map(|at| self.state.at(at)) {
                    Some(Object::Class(class)) => class.fields.clone(),
                    _ => return Ok(Some(unknown)),
                };
                let fields = names
                    .into_iter()
                    .map(|name| {
                        let keywords = vec![(Text::Source("name"), Value::Str(name))];
                        self.namespace(&Arguments { keywords, ..Arguments::default() }, site)
                    })
                    .collect();
                self.list(fields)
            }
            ("dataclasses.replace", [of]) => match self.state.object(of).cloned() {
                Some(Object::Instance(mut instance)) => {
                    for (key, value) in &arguments.keywords {
                        instance.fields.set(Value::Str(key.clone()), value.clone(), why);
                    }
                    self.state.make(Object::Instance(instance))
                }
                _ => unknown,
            },
            ("enum.auto", []) => Value::External("enum.auto()".into()),
            ("collections.namedtuple" | "typing.NamedTuple", _) => {
                self.make_class(ClassKind::NamedTuple, arguments, site)
            }
            ("collections.OrderedDict", _) => self.call_builtin("dict", arguments.clone(), site)?,
            ("types.MappingProxyType", [of]) => of.clone(),
            ("collections.Counter", [of]) => {
                let mut counts = Dict { factory: Some(Value::Builtin("int")), ..Dict::default() };
                match self.items(of) {
                    Some(items) => {
                        for item in items {
                            let count = match counts.get(&item) {
                                Some(Value::Int(count)) => count + 1,
                                _ => 1,
                            };
                            counts.set(item, Value::Int(count), why);
                        }
                    }
                    None => counts.blur(why),
                }
                self.state.make(Object::Dict(counts))
            }
            ("itertools.groupby", [of, rest @ ..]) => {
                let key = rest.first().or_else(|| arguments.keyword("key")).cloned();
                return self.grouped(of, key, site).map(Some);
            }
            ("collections.deque", [of, ..]) => {
                self.call_builtin("list", Arguments::of([of.clone()]), site)?
            }
            ("collections.deque", []) => self.list(Vec::new()),
            ("collections.defaultdict", given) => {
                let dict = given.get(1).and_then(|of| self.mapping(of)).unwrap_or_default();
                let factory = given.first().cloned().filter(|factory| *factory != Value::None);
                self.state.make(Object::Dict(Dict { factory, ..dict }))
            }
            ("collections.ChainMap", maps) => {
                let mut all = Dict::default();
                for map in maps.iter().rev() {
                    match self.mapping(map) {
                        Some(dict) => all.update(&dict),
                        None => all.blur(why),
                    }
                }
                self.state.make(Object::Dict(all))
            }
            ("types.SimpleNamespace" | "argparse.Namespace", _) => self.namespace(arguments, site),
            ("itertools.chain", iterables) => self.chained(iterables, site),
            ("itertools.chain.from_iterable", [iterables]) => match self.items(iterables) {
                Some(iterables) => self.chained(&iterables, site),
                None => unknown,
            },
            ("itertools.product", iterables) => self.product(iterables, arguments, site),
            ("itertools.islice", [of, bounds @ ..]) => self.island(of, bounds).unwrap_or(unknown),
            ("itertools.count" | "itertools.cycle" | "itertools.repeat", _) => {
                match self.endless(path, arguments) {
                    Some(endless) => endless,
                    None => self.constant_library(path, arguments, site)?,
                }
            }
            ("itertools.starmap", [function, rows]) => {
                let Some(rows) = self.items(rows) else { return Ok(Some(unknown)) };
                let mut items = Vec::new();
                for row in rows {
                    let Some(row) = self.items(&row) else { return Ok(Some(unknown)) };
                    items.push(self.apply(function, Arguments::of(row), site)?);
                }
                self.state.make(Object::Iterator(List::of(items)))
            }
            ("operator.itemgetter" | "operator.attrgetter" | "operator.methodcaller", _) => {
                let inner: Rc<str> = format!("{path}()").into();
                Value::Partial(Rc::new((Value::External(inner), arguments.clone())))
            }
            ("operator.itemgetter()", [key, of]) => self.item(of, key, site.range, why)?,
            ("operator.attrgetter()", [Value::Str(name), of]) => {
                self.attribute(of, name, why)?.unwrap_or(unknown)
            }
            ("re.compile", _) => {
                Value::Partial(Rc::new((Value::External("re.Pattern".into()), arguments.clone())))
            }
            ("warnings.warn" | "warnings.filterwarnings" | "warnings.simplefilter", _) => Value::None,
            ("contextlib.ExitStack", []) => Value::Partial(Rc::new((
                Value::External("contextlib.ExitStack()".into()),
                Arguments::default(),
            ))),
            ("contextlib.nullcontext", _) => unknown,
            ("inspect.getmodule", [of]) => match of {
                Value::Function(function) => Value::Module(function.module),
                Value::Ref(at) => match self.state.at(*at) {
                    Object::Class(class) => Value::Module(self.state.frame(class.frame).module),
                    _ => unknown,
                },
                _ => unknown,
            },
            ("inspect.getfile" | "inspect.stack" | "inspect.currentframe", _) => unknown,
            (path, _) if is_reader(path) => self.read_data(path, arguments, site)?,
            (path, _) if self.is_pure(path) => self.constant_library(path, arguments, site)?,
            _ => return Ok(None),
        }))
    }

    fn is_pure(&self, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or(path);
        is_stdlib(first, self.python)
    }

    /// A pure function of the library on values that are fully known.
    pub(super) fn constant_library(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some((args, keywords)) = self.constants(arguments) else {
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_library(path, arguments, site)
            }));
        };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        match constant::library::call(path, &args, &keywords) {
            constant::Answer::Known(known) => Ok(self.value_of(known)),
            // A library may do more than is known of it here.
            _ => Ok(Value::Unknown(why)),
        }
    }

    fn add_root(&mut self, folder: &Value<'a>, first: bool) {
        if let Value::Located(located) = folder {
            self.roots.add(&located.path, first);
        }
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

    fn grouped(&mut self, of: &Value<'a>, key: Option<Value<'a>>, site: CallSite) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Some(items) = self.items(of) else { return Ok(unknown) };
        let mut groups: Vec<(Value<'a>, Vec<Value<'a>>)> = Vec::new();
        for item in items {
            let key = match &key {
                None | Some(Value::None) => item.clone(),
                Some(key) => self.apply(key, Arguments::of([item.clone()]), site)?,
            };
            match groups.last_mut().map(|(last, _)| self.equal(last, &key)) {
                Some(Some(true)) => {
                    if let Some((_, group)) = groups.last_mut() {
                        group.push(item);
                    }
                }
                None | Some(Some(false)) => groups.push((key, vec![item])),
                Some(None) => return Ok(unknown),
            }
        }
        let mut pairs = Vec::new();
        for (key, group) in groups {
            let group = self.state.make(Object::Iterator(List::of(group)));
            pairs.push(Value::Tuple([key, group].into()));
        }
        Ok(self.state.make(Object::Iterator(List::of(pairs))))
    }

    fn chained(&mut self, iterables: &[Value<'a>], site: CallSite) -> Value<'a> {
        let mut all = List::default();
        for iterable in iterables {
            match self.elements(iterable) {
                Some(list) => {
                    all.items.extend(list.items);
                    all.open = either_open(all.open, list.open);
                }
                None => all.open = Some(self.at(site)),
            }
        }
        self.state.make(Object::Iterator(all))
    }

    fn product(&mut self, iterables: &[Value<'a>], arguments: &Arguments<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let lists: Option<Vec<List<'a>>> = iterables.iter().map(|one| self.elements(one)).collect();
        let Some(lists) = lists.filter(|all| all.iter().all(List::is_whole)) else {
            return Value::Unknown(why);
        };
        let open = lists.iter().find_map(|list| list.open);
        let mut columns: Vec<Vec<Value<'a>>> = lists.into_iter().map(|list| list.items).collect();
        match arguments.keyword("repeat") {
            None => {}
            Some(Value::Int(times @ 0..=8)) => {
                let count = columns.len() * usize::try_from(*times).unwrap_or(1);
                columns = columns.iter().cycle().take(count).cloned().collect();
            }
            Some(_) => return Value::Unknown(why),
        }
        let mut rows: Vec<Vec<Value<'a>>> = vec![Vec::new()];
        for column in columns {
            if rows.len().saturating_mul(column.len()) > MOST_ROWS {
                return Value::Unknown(why);
            }
            rows = rows
                .iter()
                .flat_map(|row| {
                    column.iter().map(move |item| row.iter().cloned().chain([item.clone()]).collect())
                })
                .collect();
        }
        let items = rows.into_iter().map(|row| Value::Tuple(row.into())).collect();
        self.state.make(Object::Iterator(List { items, open }))
    }

    fn namespace(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let module = self.module();
        let frame = self.state.new_frame(None, super::state::FrameKind::Function, module);
        let class = self.new_class_in(Text::Source("SimpleNamespace"), Vec::new(), frame);
        let mut fields = Dict::default();
        for (key, value) in &arguments.keywords {
            fields.set(Value::Str(key.clone()), value.clone(), why);
        }
        let open = arguments.unknown;
        self.state.make(Object::Instance(Box::new(super::object::Instance { class, fields, open })))
    }

    fn deep_copy(&mut self, of: &Value<'a>, depth: usize) -> Run<Value<'a>> {
        self.spend(1)?;
        if depth > 40 {
            return Ok(Value::Unknown(Origin::Note("a copy of something very deep")));
        }
        let copy_dict = |this: &mut Self, dict: &Dict<'a>| -> Run<Dict<'a>> {
            let mut copy = Dict { open: dict.open, factory: dict.factory.clone(), ..Dict::default() };
            for (key, value) in dict.iter() {
                let value = this.deep_copy(value, depth + 1)?;
                copy.set(key.clone(), value, Origin::Note("a key that is not known"));
            }
            Ok(copy)
        };
        Ok(match of {
            Value::Tuple(items) => {
                let mut copies = Vec::new();
                for item in items.iter() {
                    copies.push(self.deep_copy(item, depth + 1)?);
                }
                Value::Tuple(copies.into())
            }
            Value::OneOf(values) => {
                let mut copies = Vec::new();
                for one in values.iter() {
                    copies.push(self.deep_copy(one, depth + 1)?);
                }
                Value::one_of(copies).unwrap_or(Value::None)
            }
            Value::Ref(at) => match self.state.at(*at).clone() {
                Object::List(list) => {
                    let mut items = Vec::new();
                    for item in &list.items {
                        items.push(self.deep_copy(item, depth + 1)?);
                    }
                    self.state.make(Object::List(List { items, open: list.open }))
                }
                Object::Dict(dict) => {
                    let copy = copy_dict(self, &dict)?;
                    self.state.make(Object::Dict(copy))
                }
                Object::Instance(instance)
                    if self.kind_of(instance.class).is_some_and(|kind| kind != ClassKind::Enum) =>
                {
                    let fields = copy_dict(self, &instance.fields)?;
                    let copy = super::object::Instance { fields, ..*instance };
                    self.state.make(Object::Instance(Box::new(copy)))
                }
                object @ Object::Set(_) => self.state.make(object),
                _ => of.clone(),
            },
            _ => of.clone(),
        })
    }

    // --- files -------------------------------------------------------------------------------------------

    /// JSON, YAML, TOML and CSV files of the package, read while it is imported.
    fn read_data(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let text: Option<Rc<str>> = match arguments.positional.first().or_else(|| arguments.keyword("stream"))
        {
            Some(Value::Bound(file)) if is_file(file) => self.file_text(file),
            Some(Value::Str(text)) if !path.ends_with(".load") || path.starts_with("yaml") => {
                Some(text.shared())
            }
            Some(Value::Plain(known)) => match known.as_ref() {
                Constant::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(Rc::from),
                _ => None,
            },
            Some(Value::Located(located)) if path.starts_with("toml.") => self.text_at(&located.path),
            _ => None,
        };
        let Some(text) = text else { return Ok(Value::Unknown(why)) };
        let answer = match path {
            "json.load" | "json.loads" if arguments.keywords.is_empty() => data::json(&text),
            "yaml.safe_load_all" | "yaml.load_all" | "yaml.full_load_all" => data::yaml_all(&text),
            path if path.starts_with("yaml.") => data::yaml(&text),
            path if path.starts_with("toml") => data::toml(&text),
            _ => return Ok(Value::Unknown(why)),
        };
        match answer {
            constant::Answer::Known(known) => Ok(self.value_of(known)),
            constant::Answer::Raises(class) => {
                let words = self.words(why);
                Err(self.raised_at(class, site.range, &format!("`{words}` reads a file that is not valid")))
            }
            constant::Answer::Unknown => Ok(Value::Unknown(why)),
        }
    }

    /// `os.path`, `pathlib` and `glob` on paths of the package.
    fn call_path(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let given = arguments.positional.as_slice();
        let Some(Value::Located(first)) = given.first() else {
            return Ok(match (path, given) {
                // A path of its own is relative to a folder that the machine decides.
                ("pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath", _) => Some(unknown),
                (
                    "os.path.exists" | "os.path.isfile" | "os.path.isdir" | "os.path.getmtime" | "os.listdir"
                    | "os.walk" | "glob.glob",
                    _,
                ) => Some(unknown),
                _ => None,
            });
        };
        let text = |path: &str| Value::Located(Located { path: path.into(), is_text: true });
        Ok(Some(match (path, given) {
            ("pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" | "os.path.join", [_, rest @ ..]) => {
                let mut joined = first.path.to_string();
                for part in rest {
                    match part.as_str().and_then(|part| path::join(&joined, part)) {
                        Some(path) => joined = path,
                        None => return Ok(Some(unknown)),
                    }
                }
                Value::Located(Located { path: joined.into(), is_text: path == "os.path.join" })
            }
            (
                "os.path.abspath" | "os.path.realpath" | "os.path.normpath" | "os.path.expanduser"
                | "os.fspath" | "os.path.expandvars",
                _,
            ) => self.located_text(&first.path, why),
            ("os.path.basename", _) => Value::text(path::name(&first.path).to_owned()),
            ("os.path.dirname", _) => path::parent(first, 1)
                .map_or(unknown, |parent| Value::Located(Located { is_text: true, ..parent })),
            ("os.path.split", _) => match path::parent(first, 1) {
                Some(parent) => {
                    Value::Tuple([text(&parent.path), Value::text(path::name(&first.path).to_owned())].into())
                }
                None => unknown,
            },
            ("os.path.splitext", _) => {
                let suffix = path::split_suffix(path::name(&first.path)).1;
                let stem = &first.path[..first.path.len() - suffix.len()];
                Value::Tuple([text(stem), Value::text(suffix.to_owned())].into())
            }
            ("os.path.exists" | "os.path.isfile" | "os.path.isdir", _) => {
                let how = path.rsplit('.').next().unwrap_or(path);
                self.exists(&first.path, how).map_or(unknown, Value::Bool)
            }
            ("os.path.relpath", [_, Value::Located(base)]) => {
                let rest = if base.path.is_empty() {
                    Some(&*first.path)
                } else {
                    first.path.strip_prefix(&*base.path).and_then(|rest| rest.strip_prefix('/'))
                };
                rest.map_or(unknown, |rest| Value::text(rest.to_owned()))
            }
            ("os.path.isabs", _) => Value::Bool(true),
            ("os.listdir", _) => self.children(&first.path, "*", true, false).unwrap_or(unknown),
            ("os.walk", _) => self.walk_tree(&first.path.clone()).unwrap_or(unknown),
            ("glob.glob" | "glob.iglob", _) => {
                let (folder, pattern) = glob_base(&first.path);
                let (folder, pattern) = (folder.to_owned(), pattern.to_owned());
                let recursive =
                    arguments.keyword("recursive").is_some_and(|value| self.truth(value) == Some(true));
                if pattern.contains("**") && !recursive {
                    return Ok(Some(unknown));
                }
                self.glob(&folder, &pattern, true, true).unwrap_or(unknown)
            }
            _ => return Ok(None),
        }))
    }

    /// `os.walk`: folders, what is in them, from the top.
    fn walk_tree(&mut self, folder: &str) -> Option<Value<'a>> {
        if !self.is_within_package(folder) {
            return None;
        }
        let mut all = vec![String::new()];
        self.walk(folder, "", 0, &mut all);
        let mut rows = Vec::new();
        for below in all {
            let here = if below.is_empty() { folder.to_owned() } else { format!("{folder}/{below}") };
            if !self.sources.is_folder(&here) {
                continue;
            }
            let names = self.sources.list(&here)?;
            let (folders, files): (Vec<String>, Vec<String>) =
                names.into_iter().partition(|name| self.sources.is_folder(&format!("{here}/{name}")));
            let listed = |this: &mut Self, names: Vec<String>| {
                let names = names.into_iter().map(Value::text).collect();
                this.state.make(Object::List(List::shuffled(names)))
            };
            let (folders, files) = (listed(self, folders), listed(self, files));
            let here = Value::Located(Located { path: here.into(), is_text: true });
            rows.push(Value::Tuple([here, folders, files].into()));
        }
        Some(self.list(rows))
    }

    /// A path as text, without `.` and `..`.
    pub(super) fn located_text(&mut self, path: &str, why: Origin) -> Value<'a> {
        // What was appended need not be whole segments: `dirname(__file__) + "/../x"`.
        let plain = !path.split('/').any(|part| matches!(part, "." | ".."));
        let path = if plain { Some(path.replace("//", "/")) } else { path::join("", path) };
        path.map_or(Value::Unknown(why), |path| Value::Located(Located { path: path.into(), is_text: true }))
    }

    pub(super) fn pattern_method(
        &mut self,
        pattern: &Arguments<'a>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let path = format!("re.{name}");
        let mut all = vec![pattern.positional.first().cloned().unwrap_or(Value::None)];
        all.extend(arguments.positional);
        let mut arguments = Arguments { positional: all, ..arguments };
        if let Some(flags) = pattern.get(1, "flags") {
            arguments.keywords.push((Text::Source("flags"), flags.clone()));
        }
        self.constant_library(&path, &arguments, site)
    }

    /// `re.match(…)`: a match keeps what was matched, and is looked for again when it is asked.
    fn regular_match(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Some((args, keywords)) = self.constants(arguments) else { return Ok(unknown) };
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        Ok(match constant::library::matched(path, &args, &keywords) {
            Ok(Some(_)) => {
                let inner: Rc<str> = format!("{path}()").into();
                Value::Partial(Rc::new((Value::External(inner), arguments.clone())))
            }
            Ok(None) => Value::None,
            Err(_) => unknown,
        })
    }

    /// A method of what [`Self::call_library`] keeps as a function with its arguments: a compiled pattern, a match, a
    /// template, a hash.
    pub(super) fn kept_method(
        &mut self,
        of: &Rc<(Value<'a>, Arguments<'a>)>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Value::External(path) = &of.0 else { return Ok(unknown) };
        if let Some(text) = super::pure_path::pure_text(&Value::Partial(of.clone())) {
            return Ok(self.pure_method(&text, name, &arguments.positional, self.at(site)));
        }
        match &**path {
            "pendulum.DateTime()" => {
                let moment = Value::Partial(of.clone());
                Ok(self.pendulum_method(&moment, name, &arguments).unwrap_or(unknown))
            }
            "re.Pattern" => {
                if matches!(name, "match" | "search" | "fullmatch") {
                    let path = format!("re.{name}");
                    let mut all = of.1.clone();
                    all.positional.truncate(1);
                    all.positional.extend(arguments.positional);
                    if let Some(flags) = of.1.get(1, "flags") {
                        all.keywords = vec![(Text::Source("flags"), flags.clone())];
                    }
                    return self.regular_match(&path, &all, site);
                }
                self.pattern_method(&of.1, name, arguments, site)
            }
            "re.match()" | "re.search()" | "re.fullmatch()" => {
                let (Some((args, keywords)), Some((own, _))) =
                    (self.constants(&of.1), self.constants(&arguments))
                else {
                    return Ok(unknown);
                };
                let keywords: Vec<(&str, Constant)> =
                    keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
                let path = path.trim_end_matches("()");
                let answer = match constant::library::matched(path, &args, &keywords) {
                    Ok(Some(found)) => found.method(name, &own, &[]),
                    _ => return Ok(unknown),
                };
                self.answer(answer, site.range)
            }
            "contextlib.ExitStack()" => match (name, arguments.positional.first()) {
                ("enter_context", Some(value)) => {
                    let certainty = self.certainty();
                    if self.is_dag(value) {
                        self.enter_dag(value, certainty);
                        self.contexts.push(value.clone());
                    }
                    Ok(value.clone())
                }
                _ => Ok(unknown),
            },
            "string.Template()" => {
                let mut all = of.1.clone();
                all.positional.extend(arguments.positional);
                all.keywords.extend(arguments.keywords);
                self.constant_library(&format!("string.Template.{name}"), &all, site)
            }
            path if path.starts_with("hashlib.") && name == "hexdigest" => self.constant_library(
                &format!("{}.hexdigest", path.trim_end_matches("()")),
                &of.1.clone(),
                site,
            ),
            _ => Ok(unknown),
        }
    }

    /// The rows of a CSV file of the package.
    fn read_rows(&mut self, with_names: bool, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let text = match arguments.positional.first() {
            Some(Value::Bound(file)) if is_file(file) => self.file_text(file),
            _ => None,
        };
        let (Some(text), 1) = (text, arguments.positional.len()) else { return Ok(unknown) };
        let delimiter = match arguments.keyword("delimiter").map(Value::as_str) {
            None => ',',
            Some(Some(text)) if text.chars().count() == 1 => text.chars().next().unwrap_or(','),
            Some(_) => return Ok(unknown),
        };
        if arguments.keywords.iter().any(|(key, _)| &**key != "delimiter") {
            return Ok(unknown);
        }
        let how = data::Csv { delimiter, quote: '"', has_names: with_names };
        let constant::Answer::Known(Constant::List(rows)) = data::csv(&text, how) else { return Ok(unknown) };
        let items = rows.iter().map(|row| self.value_of(row.clone())).collect();
        Ok(self.state.make(Object::Iterator(List::of(items))))
    }

    /// Methods of a `ConfigParser`, which is kept as a dictionary of its sections.
    pub(super) fn settings_method(
        &mut self,
        at: At,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let given = arguments.positional.as_slice();
        Ok(Some(match (name, given) {
            ("read", [Value::Located(located), ..]) => {
                let text = self.text_at(&located.path);
                self.add_settings(at, text, why)
            }
            ("read_string", [Value::Str(text), ..]) => {
                let text = Some(text.shared());
                self.add_settings(at, text, why)
            }
            ("read_file", [Value::Bound(file), ..]) if is_file(file) => {
                let text = self.file_text(file);
                self.add_settings(at, text, why)
            }
            ("read" | "read_file" | "read_string" | "read_dict", _) => self.add_settings(at, None, why),
            ("sections", []) => {
                return self.call_builtin("list", Arguments::of([Value::Ref(at)]), site).map(Some);
            }
            ("get" | "getint" | "getboolean" | "getfloat", [section, option]) => {
                let fallback = arguments.keyword("fallback").cloned();
                let section = match (self.contains(&Value::Ref(at), section), &fallback) {
                    (Some(false), Some(fallback)) => return Ok(Some(fallback.clone())),
                    _ => self.item(&Value::Ref(at), section, site.range, why)?,
                };
                let found = match (self.contains(&section, option), fallback) {
                    (Some(false), Some(fallback)) => return Ok(Some(fallback)),
                    _ => self.item(&section, option, site.range, why)?,
                };
                match (name, &found) {
                    ("get", _) => found,
                    ("getint", Value::Str(text)) => text.parse().map_or(Value::Unknown(why), Value::Int),
                    _ => Value::Unknown(why),
                }
            }
            ("has_section", [section]) => {
                self.contains(&Value::Ref(at), section).map_or(Value::Unknown(why), Value::Bool)
            }
            ("options", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                return self.call_builtin("list", Arguments::of([section]), site).map(Some);
            }
            ("items", [section]) => {
                let section = self.item(&Value::Ref(at), section, site.range, why)?;
                let items = super::attribute::bound(&section, &Text::Source("items"));
                return self.apply(&items, Arguments::default(), site).map(Some);
            }
            _ => return Ok(None),
        }))
    }

    fn add_settings(&mut self, at: At, text: Option<Rc<str>>, why: Origin) -> Value<'a> {
        let known = text.map(|text| data::ini(&text));
        let sections = match known {
            Some(constant::Answer::Known(known)) => {
                let value = self.value_of(known);
                self.mapping(&value)
            }
            _ => None,
        };
        if let Object::Dict(dict) = self.state.at_mut(at) {
            match sections {
                Some(sections) => dict.update(&sections),
                None => dict.blur(why),
            }
        }
        Value::Unknown(why)
    }
}

fn is_dataclass(path: &str) -> bool {
    matches!(
        path,
        "dataclasses.dataclass"
            | "pydantic.dataclasses.dataclass"
            | "attrs.define"
            | "attrs.frozen"
            | "attr.define"
            | "attr.frozen"
            | "attr.dataclass"
            | "attr.s"
            | "attr.attrs"
    )
}

/// A version as its numbers, which compare as versions do.
fn version<'a>(text: &str) -> Option<Value<'a>> {
    let numbers: Option<Vec<Value<'a>>> =
        text.split('.').map(|part| part.parse().ok().map(Value::Int)).collect();
    let mut numbers = numbers?;
    numbers.resize(4, Value::Int(0));
    Some(Value::Tuple(numbers.into()))
}

fn is_reader(path: &str) -> bool {
    matches!(
        path,
        "json.load"
            | "json.loads"
            | "yaml.safe_load"
            | "yaml.load"
            | "yaml.full_load"
            | "yaml.safe_load_all"
            | "yaml.load_all"
            | "yaml.full_load_all"
            | "tomllib.load"
            | "tomllib.loads"
            | "tomli.load"
            | "tomli.loads"
            | "toml.load"
            | "toml.loads"
    )
}

/// The folder before the first part with a wildcard, and the rest.
fn glob_base(path: &str) -> (&str, &str) {
    let wild = path.find(['*', '?', '[']).unwrap_or(path.len());
    let at = path[..wild].rfind('/').unwrap_or(0);
    (&path[..at], path[at..].trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neutral_decorators_are_sorted() {
        assert!(NEUTRAL.is_sorted());
    }
}
