//! The process that imports the file: `sys.path`, `os.environ`, `importlib.import_module`, `sys.exit`.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::hazard::Stop;
use super::super::interpret::{Interpreter, Run};
use super::super::process::COPIED;
use super::super::value::{Arguments, Origin, Text, Value};

/// How a file that is to be loaded by its path is kept: `Partial` of this, the module's name and the path.
pub(super) const FILE_SPEC: &str = "importlib.util.spec()";

impl<'a> Interpreter<'a> {
    /// What the variables of a module are is not known any more, apart from its functions and what it imports.
    fn forget_module(&mut self, module: u16, why: Origin) {
        let Some(frame) = self.modules.get(usize::from(module)).map(|module| module.frame) else { return };
        let is_kept = |value: &Value<'a>| {
            matches!(value, Value::Function(_) | Value::Module(_) | Value::External(_) | Value::Builtin(_))
        };
        let variables: Vec<(Text<'a>, Value<'a>)> = self
            .state
            .frame(frame)
            .iter()
            .filter(|(_, value)| !is_kept(value))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        for (name, value) in variables {
            self.state.set(frame, name, Value::either(value, Value::Unknown(why)));
        }
        self.state.open_frame(frame, why);
    }

    /// `sys`, `os`, `importlib` and `platform`. `None`: nothing of this is followed.
    pub(super) fn call_environment(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let unknown = Value::Unknown(self.at(site));
        Ok(Some(match (path, arguments.positional.as_slice()) {
            // Its code runs again, in the module that is there.
            ("importlib.reload", [of]) => {
                if let Value::Module(at) = of {
                    self.forget_module(*at, self.at(site));
                }
                of.clone()
            }
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
                self.add_roots(folders, false);
                Value::None
            }
            ("site.addsitedir", [folder, ..]) => {
                self.add_root(folder, false);
                Value::None
            }
            ("os.environ.copy" | "os.environ.copy().copy", []) => Value::External(COPIED.into()),
            ("os.environ.get" | "os.getenv" | "os.environ.copy().get", [Value::Str(name), ..])
                if let Some(value) = self.environment_variable(name) =>
            {
                value
            }
            ("os.environ.setdefault", [Value::Str(name), default, ..]) => {
                match self.environment_variable(name) {
                    Some(value) => value,
                    None => {
                        // What was there goes before it.
                        let value = Value::either(default.clone(), Value::Unknown(self.at(site)));
                        self.set_environment(name.clone(), &value, Origin::Text(self.module(), site.range));
                        value
                    }
                }
            }
            ("os.environ.update", [values]) => {
                let pairs: Vec<(Value<'a>, Value<'a>)> = match self.mapping(values) {
                    Some(dict) => dict.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
                    None => Vec::new(),
                };
                for (name, value) in pairs {
                    if let (Value::Str(name), false) = (name, value.may_be_absent()) {
                        self.set_environment(name, &value, self.at(site));
                    }
                }
                Value::None
            }
            ("os.environ.pop" | "os.unsetenv", [Value::Str(name), ..]) => {
                self.unset_environment(name);
                unknown
            }
            ("os.environ.get" | "os.getenv" | "os.environ.copy().get", _) => {
                let default = arguments.get(1, "default").cloned().unwrap_or(Value::None);
                Value::either(default, Value::Unknown(Origin::Text(self.module(), site.range)))
            }
            (
                "os.environ.setdefault"
                | "os.environ.update"
                | "os.putenv"
                | "os.environ.pop"
                | "os.environ.copy().pop"
                | "os.environ.copy().update",
                _,
            ) => unknown,
            (
                "importlib.util.spec_from_file_location" | "importlib.machinery.SourceFileLoader",
                [name, Value::Located(located), ..],
            ) => Value::Partial(Rc::new((
                Value::External(FILE_SPEC.into()),
                Arguments::of([name.clone(), Value::Located(located.clone())]),
            ))),
            ("importlib.util.module_from_spec", [spec]) => match self.module_of_spec(spec, site)? {
                Some(module) => module,
                None => return Ok(None),
            },
            ("importlib.import_module", [Value::Str(name)]) => {
                let name = name.to_string();
                self.import_path(&name, site.range, None)?
            }
            ("importlib.import_module", _) => {
                self.call_unknown(&Arguments::default(), site);
                unknown
            }
            _ => return Ok(None),
        }))
    }

    /// The module of a file that is loaded by its path; its code runs when the module is made, a moment early.
    pub(super) fn module_of_spec(&mut self, spec: &Value<'a>, site: CallSite) -> Run<Option<Value<'a>>> {
        let Value::Partial(of) = spec else { return Ok(None) };
        match (&of.0, of.1.positional.as_slice()) {
            (Value::External(kind), [name, Value::Located(located)]) if &**kind == FILE_SPEC => {
                let name = name.as_str().unwrap_or("").to_owned();
                let path = located.path.to_string();
                self.load_file(&path, &name, site.range)
            }
            _ => Ok(None),
        }
    }

    fn add_root(&mut self, folder: &Value<'a>, first: bool) {
        match folder {
            Value::Located(located) => self.roots.add(&located.path, first),
            _ => self.roots.open(),
        }
    }

    /// `sys.path += folders`, `sys.path = folders + sys.path`.
    pub(in super::super) fn add_roots(&mut self, folders: &Value<'a>, first: bool) {
        match self.elements(folders) {
            Some(list) => {
                if !list.is_exact() {
                    self.roots.open();
                }
                for folder in list.items {
                    self.add_root(&folder, first);
                }
            }
            None => self.roots.open(),
        }
    }
}
