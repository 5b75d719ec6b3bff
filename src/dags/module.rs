//! Running module code on values that may be unknown: modules and imports.
//!
//! A module of the package or of an import root is run where it is imported, in a frame of its own; everything
//! else is a path that is not followed.

use std::borrow::Cow;
use std::rc::Rc;

use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::object::Object;
use super::state::FrameKind;
use super::value::{Located, Origin, Text, Value};
use super::{FaultKind, File, Source};
use crate::airflow::{self, import_problem, is_stdlib, stdlib_removed};
use crate::python::ast;
use crate::python::{Ranged, TextRange};

/// The most modules of one run.
const MOST_MODULES: usize = 500;

/// Where modules are looked for, in order.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    /// Folders, as paths of [`Located`]: the DAG folder is `""`.
    folders: Vec<Rc<str>>,
    /// The file puts a folder on `sys.path` that the machine decides.
    is_open: bool,
}

impl Roots {
    pub(super) fn new(import_roots: &[String]) -> Self {
        let own = std::iter::once(Rc::from(""));
        let folders = own.chain(import_roots.iter().map(|root| Rc::from(root.as_str()))).collect();
        Self { folders, is_open: false }
    }

    /// Something else is on `sys.path` that is not known.
    pub(super) fn open(&mut self) {
        self.is_open = true;
    }

    /// `sys.path.insert(0, folder)`, `sys.path.append(folder)`.
    pub(super) fn add(&mut self, folder: &Rc<str>, first: bool) {
        if first {
            self.folders.insert(0, folder.clone());
        } else {
            self.folders.push(folder.clone());
        }
    }

    fn holds(&self, folder: &str) -> bool {
        self.folders.iter().any(|known| &**known == folder)
    }
}

/// A module that runs or has run.
#[derive(Debug)]
pub(super) struct LoadedModule<'a> {
    /// Its full name; empty for the file itself, whose name is made up.
    pub(super) name: Rc<str>,
    /// Its file or folder.
    pub(super) path: Rc<str>,
    pub(super) text: &'a str,
    pub(super) frame: usize,
    docstring: Value<'a>,
    /// Whether it is a package: a folder.
    is_package: bool,
    pub(super) is_done: bool,
    /// Whether it begins with `from __future__ import annotations`.
    pub(super) late_annotations: bool,
}

/// What an import finds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Found {
    Module(u16),
    /// Not in the package, nor in an import root.
    Outside,
    /// It would have to be in the package, and is not.
    Missing,
}

impl<'a> Interpreter<'a> {
    pub(super) fn add_main(&mut self, file: File<'a>) {
        let frame = self.state.new_frame(None, FrameKind::Module, 0);
        self.modules.push(LoadedModule {
            name: "".into(),
            path: file.path.into(),
            text: file.text,
            frame,
            docstring: super::attribute::docstring(&file.tree.body),
            // A package's `__init__.py` is one under its made-up name, too.
            is_package: file.path.ends_with("/__init__.py"),
            is_done: false,
            late_annotations: false,
        });
        self.scope = frame;
    }

    /// `__name__` of a module.
    pub(super) fn module_name(&self, at: u16) -> Value<'a> {
        match at {
            0 => Value::External("__name__".into()),
            at => Value::text(self.modules[usize::from(at)].name.trim_start_matches('\0').to_owned()),
        }
    }

    pub(super) fn module_file(&self, at: u16) -> Value<'a> {
        let path = self.modules[usize::from(at)].path.clone();
        Value::Located(Located { path, is_text: true })
    }

    pub(super) fn module_named(&self, name: &str) -> Option<u16> {
        let at = self.modules.iter().skip(1).position(|module| &*module.name == name)?;
        u16::try_from(at + 1).ok()
    }

    /// Names that every module has.
    pub(super) fn implicit_variable(&self, name: &str) -> Option<Value<'a>> {
        let module = self.module();
        Some(match name {
            "__name__" => self.module_name(module),
            "__file__" => self.module_file(module),
            "__class__" => Value::Ref(self.state.frame(self.scope).owner?),
            "__doc__" => self.modules[usize::from(module)].docstring.clone(),
            "__package__" | "__spec__" | "__loader__" | "__builtins__" | "__debug__" | "__qualname__"
            | "__module__" | "__path__" | "__annotations__" | "__dict__" | "__cached__" => {
                Value::Unknown(Origin::Note("a variable of the module"))
            }
            _ => return None,
        })
    }

    pub(super) fn import(&mut self, of: &'a ast::StmtImport) -> Run<()> {
        for alias in &of.names {
            let name = alias.name.as_str();
            let value = self.import_path(name, of.range(), None)?;
            match &alias.asname {
                Some(asname) => self.bind(asname.as_str(), value),
                None => {
                    let first = name.split('.').next().unwrap_or(name);
                    let value = match value {
                        Value::Module(_) => self.module_named(first).map_or(value, Value::Module),
                        _ => Value::External(first.into()),
                    };
                    self.bind(first, value);
                }
            }
        }
        Ok(())
    }

    /// A module by its full name. `name`: what is imported from it.
    pub(super) fn import_path(&mut self, path: &str, range: TextRange, name: Option<&str>) -> Run<Value<'a>> {
        match self.find_module(path, range)? {
            Found::Module(at) => Ok(Value::Module(at)),
            Found::Missing => {
                self.missing_module(path, range)?;
                Ok(Value::Unknown(Origin::Code(self.module(), range)))
            }
            Found::Outside => {
                self.check_outside(path, name, range)?;
                Ok(Value::External(path.into()))
            }
        }
    }

    fn missing_module(&mut self, path: &str, range: TextRange) -> Run<()> {
        if self.roots.is_open {
            self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", true);
            return Ok(());
        }
        self.refuse(
            "ModuleNotFoundError",
            FaultKind::LocalImportMissing,
            range,
            format!("The package has no module `{path}`, so the file cannot be imported"),
            "Correct the name, or add the file to the package: what `exclude` leaves out is not published.",
        )
        .map(|_| ())
    }

    /// What is certain of a module that is not followed.
    fn check_outside(&mut self, path: &str, name: Option<&str>, range: TextRange) -> Run<()> {
        let first = path.split('.').next().unwrap_or(path);
        if let Some(problem) = import_problem(self.airflow, path, name) {
            return self
                .refuse("ImportError", FaultKind::AirflowVersion, range, problem.message, &problem.help)
                .map(|_| ());
        }
        if let Some(help) = stdlib_removed(path, self.python) {
            let message = format!(
                "Python 3.{} has no module `{path}` any more, so the file cannot be imported",
                self.python
            );
            return self
                .refuse("ModuleNotFoundError", FaultKind::ImportFails, range, message, help)
                .map(|_| ());
        }
        if airflow::may_be_missing(self.airflow, path) {
            self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", true);
        }
        if first == "airflow" {
            if path != "airflow.providers" && path.starts_with("airflow.providers") {
                self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", false);
            }
            return Ok(());
        }
        if is_stdlib(first, self.python) || first == "__future__" {
            return Ok(());
        }
        let is_beside = self.is_beside(first);
        if is_beside && (is_popular(first) || self.roots.is_open) {
            self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", true);
            return Ok(());
        }
        if is_beside {
            let message = format!(
                "`{first}` lies beside this file, and the folder is not on sys.path: the import fails unless \
                 something else of that name is installed"
            );
            let help = format!(
                "Import it by its full name, as `from {}.{first} import …`, or say with `import-roots` what the \
                 scheduler has on sys.path.",
                self.folder_name()
            );
            return self
                .refuse("ModuleNotFoundError", FaultKind::ImportFails, range, message, &help)
                .map(|_| ());
        }
        self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", false);
        Ok(())
    }

    fn folder(&self) -> &str {
        let path = &self.modules[usize::from(self.module())].path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    fn folder_name(&self) -> String {
        self.folder().replace('/', ".")
    }

    /// Whether a module of this name, which neither Python nor Airflow has, lies in the folder of the running one,
    /// which is not searched.
    fn is_beside(&self, first: &str) -> bool {
        let folder = self.folder();
        let own = &self.modules[usize::from(self.module())].path;
        let own_name = own.strip_suffix(".py").and_then(|own| own.rsplit_once('/')).map(|(_, name)| name);
        let is_itself = own_name == Some(first) || folder.split('/').any(|part| part == first);
        !is_itself
            && !self.roots.holds(folder)
            && (self.sources.is_file(&[folder, "/", first, ".py"].concat())
                || self.sources.is_file(&[folder, "/", first, "/__init__.py"].concat()))
    }

    fn find_module(&mut self, path: &str, range: TextRange) -> Run<Found> {
        if let Some(at) = self.module_named(path) {
            return Ok(Found::Module(at));
        }
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or(path);
        if first.is_empty() || is_stdlib(first, self.python) || first == "airflow" {
            return Ok(Found::Outside);
        }
        let Some(root) = self.roots.folders.iter().find(|root| self.is_module(root, first)).cloned() else {
            return Ok(Found::Outside);
        };
        let mut at = self.load(&root, first, first, range)?;
        let mut name = first.to_owned();
        for part in parts {
            name.push('.');
            name.push_str(part);
            let parent = &self.modules[usize::from(at)];
            let folder = self.folder_of(at);
            if !parent.is_package || !self.is_module(&folder, part) {
                // Another distribution may have put modules into a folder without `__init__.py`.
                let is_shared = parent.is_package && parent.text.is_empty() && !self.is_own(&folder);
                return Ok(if is_shared { Found::Outside } else { Found::Missing });
            }
            let parent_frame = parent.frame;
            let inner = self.load(&folder, part, &name, range)?;
            self.state.set(parent_frame, Text::from(part.to_owned()), Value::Module(inner));
            at = inner;
        }
        Ok(Found::Module(at))
    }

    /// Whether a folder is one whose content is known to be all: within the package's DAG files.
    fn is_own(&self, folder: &str) -> bool {
        let main = &self.modules[0].path;
        let mut parts = main.splitn(3, '/');
        match (parts.next(), parts.next()) {
            (Some(package), Some(dags)) => {
                let own = format!("{package}/{dags}");
                folder == own || folder.starts_with(&format!("{own}/"))
            }
            _ => false,
        }
    }

    fn folder_of(&self, at: u16) -> String {
        let module = &self.modules[usize::from(at)];
        module.path.strip_suffix("/__init__.py").unwrap_or(&module.path).to_owned()
    }

    /// The folder of a module that is a package.
    pub(super) fn package_path(&self, at: u16) -> Option<Rc<str>> {
        self.modules[usize::from(at)].is_package.then(|| self.folder_of(at).into())
    }

    fn is_module(&self, folder: &str, name: &str) -> bool {
        let path = below(folder, name);
        self.sources.is_file(&[&path, ".py"].concat()) || self.sources.is_folder(&path)
    }

    /// Runs the module `name` of a folder.
    fn load(&mut self, folder: &str, part: &str, name: &str, range: TextRange) -> Run<u16> {
        if let Some(at) = self.module_named(name) {
            return Ok(at);
        }
        let path = below(folder, part);
        let package = format!("{path}/__init__.py");
        let (file, is_package) = if self.sources.is_file(&package) {
            (package, true)
        } else if self.sources.is_file(&format!("{path}.py")) {
            (format!("{path}.py"), false)
        } else {
            (path, true)
        };
        let at = match u16::try_from(self.modules.len()) {
            Ok(at) if self.modules.len() < MOST_MODULES => at,
            _ => return Err(Stop::Exhausted),
        };
        let source = self.sources.module(&file);
        let frame = self.state.new_frame(None, FrameKind::Module, at);
        self.modules.push(LoadedModule {
            name: name.into(),
            path: file.as_str().into(),
            text: source.map_or("", |source| source.text.as_str()),
            frame,
            docstring: source
                .and_then(|source| source.tree.as_ref())
                .map_or(Value::None, |tree| super::attribute::docstring(&tree.body)),
            is_package,
            is_done: false,
            late_annotations: false,
        });
        if let Some(source) = source {
            self.run_module(source, frame, &file, range)?;
        }
        self.modules[usize::from(at)].is_done = true;
        Ok(at)
    }

    /// Runs a file of the package as a module that no import finds; `None` when there is no such file.
    pub(super) fn load_file(&mut self, path: &str, name: &str, range: TextRange) -> Run<Option<Value<'a>>> {
        let (Some(source), Ok(at)) = (self.sources.module(path), u16::try_from(self.modules.len())) else {
            return Ok(None);
        };
        if self.modules.len() >= MOST_MODULES {
            return Err(Stop::Exhausted);
        }
        let frame = self.state.new_frame(None, FrameKind::Module, at);
        self.modules.push(LoadedModule {
            // Nothing else can have this name.
            name: format!("\0{name}").into(),
            path: path.into(),
            text: source.text.as_str(),
            frame,
            docstring: source
                .tree
                .as_ref()
                .map_or(Value::None, |tree| super::attribute::docstring(&tree.body)),
            is_package: false,
            is_done: false,
            late_annotations: false,
        });
        self.run_module(source, frame, path, range)?;
        self.modules[usize::from(at)].is_done = true;
        Ok(Some(Value::Module(at)))
    }

    fn run_module(&mut self, source: &'a Source, frame: usize, file: &str, range: TextRange) -> Run<()> {
        let Some(tree) = &source.tree else {
            return Err(Stop::Raise(Box::new(super::hazard::Raised {
                class: "SyntaxError".into(),
                kind: FaultKind::ImportFails,
                place: self.place(range),
                message: format!(
                    "This imports `{file}`, which is not valid Python, so Airflow loads nothing of this file"
                ),
                help: "Correct that file first.".into(),
                is_modelled: false,
            })));
        };
        if self.calls > super::interpret::MOST_CALLS {
            return Err(Stop::Exhausted);
        }
        self.calls += 1;
        let outer = std::mem::replace(&mut self.scope, frame);
        let result = self.body(&tree.body);
        self.scope = outer;
        self.calls -= 1;
        result.map(|_| ())
    }

    pub(super) fn import_from(&mut self, of: &'a ast::StmtImportFrom) -> Run<()> {
        let module = of.module.as_ref().map_or("", |module| module.as_str());
        if of.level == 1 && self.module() == 0 && self.modules[0].is_package {
            return self.import_within_main(of, module);
        }
        if of.level > 0 && self.module() == 0 {
            let text = self.words(self.origin(of));
            let folder = self.folder_name();
            let parts: Vec<&str> = folder.split('.').collect();
            let left = (parts.len() + 1).saturating_sub(usize::try_from(of.level).unwrap_or(usize::MAX));
            let above = parts[..left.max(1)].iter().copied();
            let full = above.chain(Some(module).filter(|module| !module.is_empty())).collect::<Vec<_>>();
            let help = format!("Import it by its full name: `from {} import …`.", full.join("."));
            self.refuse(
                "ImportError",
                FaultKind::ImportFails,
                of.range(),
                format!(
                    "`{text}` fails in a file that Airflow loads: it imports the file under a made-up name, which \
                     has no parent package"
                ),
                &help,
            )?;
            return self.bind_unknown(of);
        }
        let Some(path) = self.absolute(module, of.level) else {
            let text = self.words(self.origin(of));
            let message = format!("`{text}` leaves the package of its module");
            return Err(self.raised_at("ImportError", of.range(), &message));
        };
        if module == "__future__" {
            let at = usize::from(self.module());
            self.modules[at].late_annotations |=
                of.names.iter().any(|alias| alias.name.as_str() == "annotations");
            return Ok(());
        }
        let single = match of.names.as_slice() {
            [alias] => Some(alias.name.as_str()),
            _ => None,
        };
        let found = self.import_path(&path, of.range(), single.filter(|name| *name != "*"))?;
        for alias in &of.names {
            let name = alias.name.as_str();
            if name == "*" {
                self.import_all(&found, of);
                continue;
            }
            if single.is_none() && matches!(found, Value::External(_)) && path.starts_with("airflow") {
                self.check_outside(&path, Some(name), of.range())?;
            }
            let value = self.imported_name(&found, &path, name, of.range())?;
            self.bind(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), value);
        }
        Ok(())
    }

    /// `from .x import y` in an `__init__.py` that Airflow loads as a DAG file.
    fn import_within_main(&mut self, of: &'a ast::StmtImportFrom, module: &str) -> Run<()> {
        let mut folder = self.folder().to_owned();
        // Names that nothing else can have.
        let mut name = String::from("\0main");
        let mut found = None;
        for part in module.split('.').filter(|part| !part.is_empty()) {
            name = format!("{name}.{part}");
            if !self.is_module(&folder, part) {
                let path = format!(".{module}");
                self.missing_module(&path, of.range())?;
                return self.bind_unknown(of);
            }
            let at = self.load(&folder, part, &name, of.range())?;
            folder = self.folder_of(at);
            found = Some(Value::Module(at));
        }
        for alias in &of.names {
            let wanted = alias.name.as_str();
            let value = match &found {
                Some(found) if wanted == "*" => {
                    self.import_all(found, of);
                    continue;
                }
                Some(found) => self.imported_name(found, &name, wanted, of.range())?,
                None if self.is_module(&folder, wanted) => {
                    let full = format!("{name}.{wanted}");
                    Value::Module(self.load(&folder, wanted, &full, of.range())?)
                }
                None => Value::Unknown(self.origin(of)),
            };
            self.bind(alias.asname.as_ref().unwrap_or(&alias.name).as_str(), value);
        }
        Ok(())
    }

    fn bind_unknown(&mut self, of: &'a ast::StmtImportFrom) -> Run<()> {
        for alias in of.names.iter().filter(|alias| alias.name.as_str() != "*") {
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bind(name.as_str(), Value::Unknown(self.origin(of)));
        }
        Ok(())
    }

    /// The full name that a relative one means.
    fn absolute<'m>(&self, module: &'m str, level: u32) -> Option<Cow<'m, str>> {
        if level == 0 {
            return Some(Cow::Borrowed(module));
        }
        let own = &self.modules[usize::from(self.module())];
        let mut package: &str = &own.name;
        let up = if own.is_package { level - 1 } else { level };
        for _ in 0..up {
            package = package.rsplit_once('.').map_or("", |(parent, _)| parent);
        }
        match (package, module) {
            ("", _) => None,
            (package, "") => Some(package.to_owned().into()),
            (package, module) => Some(format!("{package}.{module}").into()),
        }
    }

    fn imported_name(
        &mut self,
        found: &Value<'a>,
        path: &str,
        name: &'a str,
        range: TextRange,
    ) -> Run<Value<'a>> {
        let why = Origin::Code(self.module(), range);
        match found {
            Value::External(outside) => Ok(self.external_attribute(outside, &Text::Source(name), why)),
            Value::Module(at) => {
                let frame = self.modules[usize::from(*at)].frame;
                if let Some(value) = self.state.frame(frame).get(name) {
                    return Ok(value.clone().present());
                }
                let full = format!("{path}.{name}");
                match self.find_module(&full, range)? {
                    Found::Module(inner) => return Ok(Value::Module(inner)),
                    Found::Outside => return Ok(Value::External(full.into())),
                    Found::Missing => {}
                }
                let key = Text::Source(name);
                if let Some(value) = self.attribute(found, &key, why)? {
                    return Ok(value);
                }
                self.refuse(
                    "ImportError",
                    FaultKind::LocalImportMissing,
                    range,
                    format!("`{path}` has nothing called `{name}`, so the file cannot be imported"),
                    "Correct the name, or define it in that module.",
                )
            }
            _ => Ok(Value::Unknown(why)),
        }
    }

    /// `from x import *`
    fn import_all(&mut self, found: &Value<'a>, of: &'a ast::StmtImportFrom) {
        let why = self.origin(of);
        let Value::Module(at) = found else {
            self.state.open_frame(self.scope, why);
            return;
        };
        let frame = self.state.frame(self.modules[usize::from(*at)].frame);
        let listed = frame.get("__all__").cloned();
        let open = frame.open;
        let all: Vec<(Text<'a>, Value<'a>)> =
            frame.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let listed = match listed {
            Some(value) => match self.state.object(&value) {
                Some(Object::List(list)) => Some(list.items.clone()),
                _ => match &value {
                    Value::Tuple(items) => Some(items.to_vec()),
                    _ => None,
                },
            },
            None => None,
        };
        for (name, value) in all {
            let taken = match &listed {
                Some(names) => names.iter().any(|one| one.as_str() == Some(&*name)),
                None => !name.starts_with('_'),
            };
            if taken {
                self.bind_text(name, value);
            }
        }
        if let Some(why) = open {
            self.state.open_frame(self.scope, why);
        }
    }
}

/// Distributions that Airflow's machines often have: a file of that name beside a DAG file is hardly what is meant.
fn is_popular(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "alembic",
        "anthropic",
        "astro",
        "attr",
        "attrs",
        "azure",
        "bigquery",
        "boto3",
        "botocore",
        "bs4",
        "celery",
        "click",
        "cosmos",
        "croniter",
        "cryptography",
        "dagster",
        "databricks",
        "datadog",
        "dateutil",
        "dbt",
        "docker",
        "duckdb",
        "elasticsearch",
        "fastapi",
        "flask",
        "fsspec",
        "git",
        "github",
        "google",
        "great_expectations",
        "gspread",
        "httpx",
        "hvac",
        "influxdb",
        "jinja2",
        "jira",
        "jsonschema",
        "kafka",
        "kubernetes",
        "lxml",
        "markdown",
        "mlflow",
        "mysql",
        "neo4j",
        "numpy",
        "openai",
        "openlineage",
        "opsgenie",
        "oracledb",
        "pandas",
        "paramiko",
        "pendulum",
        "polars",
        "prometheus_client",
        "psycopg2",
        "pyarrow",
        "pydantic",
        "pymongo",
        "pyspark",
        "pytz",
        "ray",
        "redis",
        "requests",
        "s3fs",
        "salesforce",
        "scipy",
        "selenium",
        "sendgrid",
        "sentry_sdk",
        "setuptools",
        "singer",
        "sklearn",
        "slack",
        "slack_sdk",
        "slugify",
        "snowflake",
        "soda",
        "spark",
        "sqlalchemy",
        "stripe",
        "structlog",
        "tableau",
        "tabulate",
        "tenacity",
        "tensorflow",
        "torch",
        "tqdm",
        "trafaret",
        "twilio",
        "urllib3",
        "vertica",
        "weaviate",
        "yaml",
        "zeep",
    ];
    NAMES.binary_search(&name).is_ok()
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
