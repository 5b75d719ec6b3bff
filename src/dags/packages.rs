//! What packages of the run hold: their modules, as `pkgutil` lists them, and their files, as `importlib.resources`
//! reads them.

use std::rc::Rc;

use super::call::CallSite;
use super::constant::{Constant, MAX_TEXT};
use super::interpret::{Interpreter, Run};
use super::object::ClassKind;
use super::path;
use super::value::{Arguments, Located, Text, Value};

impl<'a> Interpreter<'a> {
    /// A function that looks into a package; `None`: it is none, or nothing of this is known.
    pub(super) fn call_package(
        &mut self,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        Ok(match (name, arguments.positional.as_slice()) {
            ("importlib.resources.files", [package]) => {
                let folder = self.package_folder(package, site)?;
                folder.map(|path| Value::Located(Located { path, is_text: false }))
            }
            ("importlib.resources.read_text" | "pkgutil.get_data", [package, Value::Str(file)]) => {
                let Some(folder) = self.package_folder(package, site)? else { return Ok(None) };
                let Some(file) = path::join(&folder, file) else { return Ok(None) };
                if name == "importlib.resources.read_text" {
                    return Ok(self.text_at(&file).map(|text| Value::Str(Text::Made(text))));
                }
                let bytes = self.sources.bytes(&file).filter(|bytes| bytes.len() <= MAX_TEXT);
                bytes.map(|bytes| Value::Plain(Rc::new(Constant::Bytes(bytes.into()))))
            }
            ("pkgutil.iter_modules", [paths, rest @ ..]) => {
                let prefix = rest.first().or_else(|| arguments.keyword("prefix"));
                let prefix = match prefix {
                    None => "",
                    Some(Value::Str(prefix)) => &**prefix,
                    Some(_) => return Ok(None),
                };
                self.listed_modules(paths, prefix, site)?
            }
            _ => None,
        })
    }

    /// The folder of a package, which is imported for that.
    fn package_folder(&mut self, package: &Value<'a>, site: CallSite) -> Run<Option<Rc<str>>> {
        let module = match package {
            Value::Module(at) => Value::Module(*at),
            Value::Str(name) => {
                let name = name.to_string();
                self.import_path(&name, site.range, None)?
            }
            _ => return Ok(None),
        };
        Ok(match module {
            Value::Module(at) => self.package_path(at),
            _ => None,
        })
    }

    /// `pkgutil.iter_modules`: by name; a folder is a package only with an `__init__.py`.
    fn listed_modules(&mut self, paths: &Value<'a>, prefix: &str, site: CallSite) -> Run<Option<Value<'a>>> {
        let Some(folders) = self.items(paths) else { return Ok(None) };
        let mut found = Vec::new();
        for folder in folders {
            let Value::Located(folder) = folder else { return Ok(None) };
            if !self.is_within_package(&folder.path) {
                return Ok(None);
            }
            for name in self.sources.list(&folder.path).unwrap_or_default() {
                let is_package = self.sources.is_file(&format!("{}/{name}/__init__.py", folder.path));
                let module = if is_package { Some(name.as_str()) } else { name.strip_suffix(".py") };
                if let Some(module) = module.filter(|module| *module != "__init__" && !module.contains('.')) {
                    found.push((format!("{prefix}{module}"), is_package));
                }
            }
        }
        let fields = self.list(["module_finder", "name", "ispkg"].map(Value::text).to_vec());
        let class =
            self.make_class(ClassKind::NamedTuple, &Arguments::of([Value::text("ModuleInfo"), fields]), site);
        let mut infos = Vec::new();
        for (name, is_package) in found {
            let given = [Value::Unknown(self.at(site)), Value::text(name), Value::Bool(is_package)];
            infos.push(self.apply(&class, Arguments::of(given), site)?);
        }
        Ok(Some(self.list(infos)))
    }
}
