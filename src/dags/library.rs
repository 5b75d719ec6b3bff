//! Running module code on values that may be unknown: what is imported from elsewhere.
//!
//! Of Python's own library, what DAG files compute names with; of Airflow, what makes DAGs and tasks. The rest is code
//! that is not followed.

mod collections;
mod copies;
mod data;
mod dataclasses;
mod environment;
pub(super) mod functools;
mod given;
mod itertools;
mod kept;
mod literal;
mod meaning;
mod options;
mod paths;
pub(super) mod regular;
pub(super) mod settings;
mod zones;

use std::rc::Rc;

use super::call::CallSite;
use super::class::is_operator_name;
use super::constant::{self, Constant};
use super::interpret::{Interpreter, Run};
use super::object::Object;
use super::value::{Arguments, Text, Value};
use crate::airflow::{self, Meaning, is_stdlib};
use data::is_reader;
use dataclasses::is_dataclass;

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

/// How `contextlib.closing(x)` is kept: `Partial` of this and `x`.
const CLOSING: &str = "contextlib.closing()";

/// What `contextlib.closing(x)` or `nullcontext(x)` gives to the name behind `as`: `x` itself, which is not entered.
pub(super) fn handed_on<'v, 'a>(value: &'v Value<'a>) -> Option<&'v Value<'a>> {
    let Value::Partial(of) = value else { return None };
    let Value::External(kind) = &of.0 else { return None };
    matches!(&**kind, CLOSING | "contextlib.nullcontext()").then(|| of.1.positional.first())?
}

/// Whether it is `contextlib.closing(x)`, which calls `x.close()` at the end.
pub(super) fn is_closing(value: &Value<'_>) -> bool {
    matches!(value, Value::Partial(of) if matches!(&of.0, Value::External(kind) if &**kind == CLOSING))
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
        self.asks_machine(path, &arguments, site);
        if path.starts_with("airflow") {
            if let Some(meaning) = self.meaning(path) {
                return self.call_meaning(meaning, path, arguments, site);
            }
            if path.strip_suffix(".partial").is_some_and(is_operator_name) {
                return self.build_task(path, arguments, site);
            }
            self.doubt_option(path, &arguments, site);
        }
        self.doubt_zone(path, &arguments, site);
        self.allow_library(path, &arguments, site)?;
        if let Some(value) = self.call_library(path, &arguments, site)? {
            return Ok(value);
        }
        let first = path.split('.').next().unwrap_or(path);
        if is_operator_name(path) || path.strip_suffix(".partial").is_some_and(is_operator_name) {
            return self.build_task(path, arguments, site);
        }
        // Airflow's and Python's own functions do nothing to their arguments that matters here.
        if matches!(first, "airflow" | "structlog" | "loguru") || is_stdlib(first, self.python) {
            arguments.all().for_each(|value| self.lose_place(value));
            let given: Vec<Value<'a>> = arguments
                .all()
                .filter(|value| self.is_dag(value) || self.is_factory(value))
                .cloned()
                .collect();
            for value in &given {
                self.escape(value, self.at(site));
            }
            if first == "airflow"
                && self.contexts.is_empty()
                && (path.contains("_dag") || path.ends_with(".DagBag"))
            {
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

    /// Python's own library; `None`: nothing of this is followed.
    pub(super) fn call_library(
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
        let of_its_module = match path.split('.').next().unwrap_or(path) {
            "os" | "sys" | "site" | "platform" | "importlib" => {
                self.call_environment(path, arguments, site)?
            }
            "functools" | "operator" => self.call_functools(path, arguments, site)?,
            "dataclasses" | "attr" | "attrs" | "pydantic" => self.call_dataclasses(path, arguments, site)?,
            "collections" | "types" | "typing" | "argparse" => {
                self.call_collections(path, arguments, site)?
            }
            "itertools" => self.call_itertools(path, arguments, site)?,
            "re" => self.call_regular(path, arguments, site)?,
            _ => None,
        };
        if of_its_module.is_some() {
            return Ok(of_its_module);
        }
        Ok(Some(match (path, given) {
            ("pendulum.datetime", _) => {
                if let Some(odd) = super::pendulum::odd_argument(arguments) {
                    let what = format!("`pendulum.datetime` has no argument `{odd}`");
                    return Err(self.raised_at("TypeError", site.range, &what));
                }
                if arguments.keyword("dst_rule").is_some() {
                    self.hazard(why, "TypeError", true);
                }
                if self.is_no_moment(arguments) {
                    let text = self.words(why);
                    let what = format!("`{text}` cannot be computed");
                    return Err(self.raised_at("ValueError", site.range, &what));
                }
                self.pendulum(arguments).unwrap_or(unknown)
            }
            ("ast.literal_eval", [Value::Str(text)]) => {
                self.weigh_reading(text);
                literal::literal(text).map_or(unknown, |known| self.value_of(known))
            }
            ("urllib.parse.urlparse" | "urllib.parse.urlsplit", given) if arguments.keywords.is_empty() => {
                super::url::split(path, given).unwrap_or(unknown)
            }
            ("unicodedata.normalize", [Value::Str(_), of @ Value::Str(text)]) if text.is_ascii() => {
                of.clone()
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
            ("configparser.ConfigParser" | "configparser.RawConfigParser", _) => {
                self.new_settings(arguments, why)
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
            ("abc.abstractmethod", [of]) => {
                self.mark_abstract(of, why);
                of.clone()
            }
            ("enum.unique", [of]) => {
                self.allow_twins(of, site.range)?;
                of.clone()
            }
            (path, [of]) if NEUTRAL.binary_search(&path).is_ok() => of.clone(),
            ("enum.auto", []) => Value::External("enum.auto()".into()),
            ("warnings.warn" | "warnings.filterwarnings" | "warnings.simplefilter", _) => Value::None,
            ("contextlib.ExitStack", []) => Value::Partial(Rc::new((
                Value::External("contextlib.ExitStack()".into()),
                Arguments::default(),
            ))),
            ("contextlib.closing", [of]) => {
                let kind = Value::External(CLOSING.into());
                Value::Partial(Rc::new((kind, Arguments::of([of.clone()]))))
            }
            ("contextlib.nullcontext", [of]) => {
                let kind = Value::External("contextlib.nullcontext()".into());
                Value::Partial(Rc::new((kind, Arguments::of([of.clone()]))))
            }
            ("contextlib.nullcontext", _) => unknown,
            ("inspect.getmodule", [of]) => match of {
                Value::Function(function) => Value::Module(function.module),
                Value::Ref(at) => match self.state.at(*at) {
                    Object::Class(class) => Value::Module(self.state.frame(class.frame).module),
                    _ => unknown,
                },
                _ => unknown,
            },
            // While Airflow looks for DAGs, it is of none of them.
            (
                "airflow.utils.dag_parsing_context.get_parsing_context"
                | "airflow.sdk.get_parsing_context"
                | "airflow.sdk.definitions.context.get_parsing_context",
                [],
            ) => {
                let none = |name| (Text::Source(name), Value::None);
                let keywords = vec![none("dag_id"), none("task_id")];
                self.namespace(&Arguments { keywords, ..Arguments::default() }, site)
            }
            // Outside of what is followed there may be one, too.
            (path, []) if is_current_dag(path) => self.innermost().0.map_or(unknown, Value::Ref),
            ("inspect.getmembers", [of, predicate @ ..]) => {
                self.members_of(of, predicate.first(), site)?.unwrap_or(unknown)
            }
            ("inspect.isclass" | "inspect.isfunction" | "inspect.ismodule", [of]) => {
                self.is_kind(path, of).map_or(unknown, Value::Bool)
            }
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
            arguments.all().for_each(|value| self.lose_place(value));
            return Ok(self.over_alternatives(arguments, site, |this, arguments| {
                this.constant_library(path, arguments, site)
            }));
        };
        if path.starts_with("re.") {
            self.weigh_matching(&args);
        } else if path.starts_with("itertools.") {
            self.weigh_letters(&args);
        }
        let keywords: Vec<(&str, Constant)> =
            keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
        match constant::library::call(path, &args, &keywords) {
            constant::Answer::Known(known) => Ok(self.value_of(known)),
            // Formats are tried one after the other.
            constant::Answer::Raises("ValueError")
                if path.ends_with(".strptime") && self.doubt().is_none() =>
            {
                Err(self.raised_at("ValueError", site.range, "The text is not a date of this format"))
            }
            constant::Answer::Raises(class) if self.doubt().is_none() => {
                let text = self.words(why);
                Err(self.raised_at(class, site.range, &format!("`{text}` cannot be computed")))
            }
            // A library may do more than is known of it here.
            _ => Ok(Value::Unknown(why)),
        }
    }
}

/// A version as its numbers, which compare as versions do.
fn version<'a>(text: &str) -> Option<Value<'a>> {
    let numbers: Option<Vec<Value<'a>>> =
        text.split('.').map(|part| part.parse().ok().map(Value::Int)).collect();
    let mut numbers = numbers?;
    numbers.resize(4, Value::Int(0));
    Some(Value::Tuple(numbers.into()))
}

/// What gives the DAG whose `with` block it stands in.
fn is_current_dag(path: &str) -> bool {
    path.starts_with("airflow.")
        && (path.ends_with(".DagContext.get_current_dag") || path.ends_with(".DagContext.get_current"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neutral_decorators_are_sorted() {
        assert!(NEUTRAL.is_sorted());
    }
}
