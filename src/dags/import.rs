//! `import` and `from … import …`: which module is meant, and what is bound.

use std::borrow::Cow;

use super::FaultKind;
use super::distributions::is_popular;
use super::interpret::{Interpreter, Run};
use super::module::Found;
use super::object::Object;
use super::value::{Origin, Text, Value};
use crate::airflow::{self, import_problem, is_stdlib, stdlib_removed};
use crate::python::ast;
use crate::python::{Ranged, TextRange};

impl<'a> Interpreter<'a> {
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

    fn imported_name(
        &mut self,
        found: &Value<'a>,
        path: &str,
        name: &'a str,
        range: TextRange,
    ) -> Run<Value<'a>> {
        let why = Origin::Code(self.module(), range);
        match found {
            Value::External(outside) if airflow::stdlib_lacks(outside, name, self.python) => self.refuse(
                "ImportError",
                FaultKind::ImportFails,
                range,
                format!(
                    "`{outside}` of Python 3.{} has nothing called `{name}`, so the file cannot be imported",
                    self.python
                ),
                "Correct the name, or import it from where it is.",
            ),
            Value::External(outside) => {
                if outside.starts_with("airflow.") {
                    self.imported.insert(format!("{outside}.{name}").into());
                }
                Ok(self.external_attribute(outside, &Text::Source(name), why))
            }
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
                if let Some(unseen) = self.unseen {
                    self.hazard(unseen, "ImportError", true);
                    return Ok(Value::Unknown(why));
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

    /// Whether the run has imported a module of Airflow, or one below it.
    pub(super) fn has_imported(&self, package: &str, name: &str) -> bool {
        self.imported.iter().any(|path| {
            let inner = path.strip_prefix(package).and_then(|rest| rest.strip_prefix('.'));
            inner.and_then(|inner| inner.split('.').next()) == Some(name)
        })
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
        let here = Origin::Code(self.module(), range);
        if let Some(why) = self.roots.is_open.then_some(here).or(self.unseen) {
            self.hazard(why, "ModuleNotFoundError", true);
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
        if airflow::may_be_missing(self.airflow, path, name) {
            self.hazard(Origin::Code(self.module(), range), "ModuleNotFoundError", true);
        }
        if first == "airflow" {
            self.imported.insert(path.into());
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
}
