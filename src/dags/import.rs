//! Running module code on values that may be unknown: imports.

use std::rc::Rc;

use super::FaultKind;
use super::interpret::Interpreter;
use super::profile::Airflow;
use super::value::Value;
use crate::python::ast;

impl<'a> Interpreter<'a> {
    pub(super) fn import(&mut self, of: &'a ast::StmtImport) {
        for alias in &of.names {
            self.check_module(alias.name.as_str(), of.range);
            match &alias.asname {
                Some(name) => self.bind(name, Value::Import(alias.name.as_str().into())),
                None => {
                    let first = alias.name.split('.').next().unwrap_or(&alias.name);
                    self.bind(first, Value::Import(first.into()));
                }
            }
        }
    }

    pub(super) fn import_from(&mut self, of: &'a ast::StmtImportFrom) {
        let module = of.module.as_ref().map_or("", |module| module.as_str());
        if of.level > 0 {
            let text = self.text(of);
            self.fault(
                FaultKind::ImportFails,
                of.range,
                format!(
                    "`{text}` fails in a file that Airflow loads: it imports the file under a made-up name, which \
                     has no parent package"
                ),
                "Import it by its full name: `from <package>.dags.<module> import <name>`.",
            );
        } else {
            self.check_module(module, of.range);
        }
        for alias in &of.names {
            if alias.name.as_str() == "*" {
                self.stars.push(module.into());
                continue;
            }
            let dots = ".".repeat(of.level as usize);
            let path: Rc<str> = match (module, of.level) {
                ("", _) => format!("{dots}{}", alias.name).into(),
                _ => format!("{dots}{module}.{}", alias.name).into(),
            };
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bind(name, Value::Import(path));
        }
    }

    fn check_module(&mut self, module: &str, range: crate::python::TextRange) {
        if self.is_missing(module) {
            self.fault(
                FaultKind::ImportFails,
                range,
                format!("`{module}` is not in Airflow {}, so the file cannot be imported", self.airflow.name()),
                "Import it from where that version has it, or set `airflow` to the version your scheduler runs.",
            );
        }
    }

    /// Whether the target's Airflow is certain not to have a module.
    pub(super) fn is_missing(&self, module: &str) -> bool {
        let under = |parent: &str| {
            module.strip_prefix(parent).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        match self.airflow {
            Airflow::Two => under("airflow.sdk"),
            Airflow::Three => under("airflow.contrib") || under("airflow.operators.subdag"),
        }
    }

    /// Whether the target's Airflow is certain to have a module.
    pub(super) fn is_present(&self, module: &str) -> bool {
        match module {
            "airflow" | "airflow.models" | "airflow.models.dag" | "airflow.decorators" => true,
            "airflow.sdk" | "airflow.sdk.definitions.dag" => self.airflow == Airflow::Three,
            _ => false,
        }
    }
}
