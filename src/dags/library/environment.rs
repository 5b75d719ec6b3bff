//! The process that imports the file: `sys.path`, `os.environ`, `importlib.import_module`, `sys.exit`.

use super::super::call::CallSite;
use super::super::hazard::Stop;
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Origin, Value};

impl<'a> Interpreter<'a> {
    /// `sys`, `os`, `importlib` and `platform`. `None`: nothing of this is followed.
    pub(super) fn call_environment(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let unknown = Value::Unknown(self.at(site));
        Ok(Some(match (path, arguments.positional.as_slice()) {
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
            _ => return Ok(None),
        }))
    }

    fn add_root(&mut self, folder: &Value<'a>, first: bool) {
        if let Value::Located(located) = folder {
            self.roots.add(&located.path, first);
        }
    }
}
