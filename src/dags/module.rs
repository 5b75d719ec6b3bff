//! Modules: where they are found, and how they are run.
//!
//! A module of the package or of an import root is run where it is imported, in a frame of its own; everything
//! else is a path that is not followed.

use std::rc::Rc;

use super::hazard::Stop;
use super::interpret::{Interpreter, Run};
use super::state::FrameKind;
use super::value::{Located, Origin, Text, Value};
use super::{FaultKind, File, Source};
use crate::airflow::is_stdlib;
use crate::python::TextRange;

/// The most modules of one run.
const MOST_MODULES: usize = 500;

/// Where modules are looked for, in order.
#[derive(Debug, Clone)]
pub(super) struct Roots {
    /// Folders, as paths of [`Located`]: the DAG folder is `""`.
    folders: Vec<Rc<str>>,
    /// The file puts a folder on `sys.path` that the machine decides.
    pub(super) is_open: bool,
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
    pub(super) is_package: bool,
    pub(super) is_done: bool,
    /// Whether it begins with `from __future__ import annotations`.
    pub(super) late_annotations: bool,
}

/// What an import finds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
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

    pub(super) fn folder(&self) -> &str {
        let path = &self.modules[usize::from(self.module())].path;
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    pub(super) fn folder_name(&self) -> String {
        self.folder().replace('/', ".")
    }

    /// Whether a module of this name, which neither Python nor Airflow has, lies in the folder of the running one,
    /// which is not searched.
    pub(super) fn is_beside(&self, first: &str) -> bool {
        let folder = self.folder();
        let own = &self.modules[usize::from(self.module())].path;
        let own_name = own.strip_suffix(".py").and_then(|own| own.rsplit_once('/')).map(|(_, name)| name);
        let is_itself = own_name == Some(first) || folder.split('/').any(|part| part == first);
        !is_itself
            && !self.roots.holds(folder)
            && (self.sources.is_file(&[folder, "/", first, ".py"].concat())
                || self.sources.is_file(&[folder, "/", first, "/__init__.py"].concat()))
    }

    pub(super) fn find_module(&mut self, path: &str, range: TextRange) -> Run<Found> {
        if let Some(at) = self.module_named(path) {
            return Ok(Found::Module(at));
        }
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or(path);
        if first.is_empty() || is_stdlib(first, self.python) || first == "airflow" {
            return Ok(Found::Outside);
        }
        let Some(root) = self.holder_of(&self.roots.folders, first) else { return Ok(Found::Outside) };
        let mut at = self.load(&root, first, first, range)?;
        let mut name = first.to_owned();
        for part in parts {
            name.push('.');
            name.push_str(part);
            let parent = &self.modules[usize::from(at)];
            let parent_frame = parent.frame;
            if !parent.is_package {
                return Ok(Found::Missing);
            }
            let mut folder = self.folder_of(at);
            if self.is_bare(&folder) {
                folder = self.holder_of(&self.portions(&parent.name), part).unwrap_or(folder);
            }
            let is_module = self.is_module(&folder, part);
            // Machine code comes before a folder without an `__init__.py`.
            if (!is_module || self.is_bare(&below(&folder, part))) && self.is_compiled(&folder, part) {
                return Ok(Found::Outside);
            }
            if !is_module {
                // Another distribution may have put modules into a folder without `__init__.py`.
                let is_shared = self.modules[usize::from(at)].text.is_empty() && !self.is_own(&folder);
                return Ok(if is_shared { Found::Outside } else { Found::Missing });
            }
            let inner = self.load(&folder, part, &name, range)?;
            self.state.set(parent_frame, Text::from(part.to_owned()), Value::Module(inner));
            at = inner;
        }
        Ok(Found::Module(at))
    }

    /// Which of some folders a module is taken from: the first with a file or a folder with an `__init__.py`; without
    /// one, the first with a bare folder.
    fn holder_of(&self, folders: &[impl AsRef<str>], name: &str) -> Option<String> {
        let is_regular = |folder: &&str| {
            let path = below(folder, name);
            self.sources.is_file(&[&path, "/__init__.py"].concat())
                || self.sources.is_file(&[&path, ".py"].concat())
        };
        let folders = || folders.iter().map(AsRef::as_ref);
        let found = folders().find(is_regular);
        found
            .or_else(|| folders().find(|folder| self.sources.is_folder(&below(folder, name))))
            .map(str::to_owned)
    }

    /// A package without an `__init__.py`: other folders of its name belong to it (PEP 420).
    fn is_bare(&self, folder: &str) -> bool {
        self.sources.is_folder(folder) && !self.sources.is_file(&[folder, "/__init__.py"].concat())
    }

    /// All folders of a package that is bare.
    fn portions(&self, name: &str) -> Vec<String> {
        let mut folders: Vec<String> = self.roots.folders.iter().map(|root| root.to_string()).collect();
        for part in name.split('.') {
            folders =
                folders.iter().map(|folder| below(folder, part)).filter(|path| self.is_bare(path)).collect();
        }
        folders
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

    pub(super) fn folder_of(&self, at: u16) -> String {
        let module = &self.modules[usize::from(at)];
        module.path.strip_suffix("/__init__.py").unwrap_or(&module.path).to_owned()
    }

    /// The folder of a module that is a package.
    pub(super) fn package_path(&self, at: u16) -> Option<Rc<str>> {
        self.modules[usize::from(at)].is_package.then(|| self.folder_of(at).into())
    }

    pub(super) fn is_module(&self, folder: &str, name: &str) -> bool {
        let path = below(folder, name);
        self.sources.is_file(&[&path, ".py"].concat()) || self.sources.is_folder(&path)
    }

    /// Whether a module is there as machine code (`importlib.machinery.EXTENSION_SUFFIXES`), which is not followed.
    fn is_compiled(&self, folder: &str, name: &str) -> bool {
        let is_it = |file: &String| {
            let rest = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
            rest.is_some_and(|rest| rest.ends_with("so") || rest.ends_with("pyd"))
        };
        self.sources.list(folder).is_some_and(|files| files.iter().any(is_it))
    }

    /// Runs the module `name` of a folder.
    pub(super) fn load(&mut self, folder: &str, part: &str, name: &str, range: TextRange) -> Run<u16> {
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
        let source = self.sources.module(&file);
        self.load_source(source, name.into(), &file, is_package, range)
    }

    /// Runs a file of the package as a module that no import finds; `None` when there is no such file.
    pub(super) fn load_file(&mut self, path: &str, name: &str, range: TextRange) -> Run<Option<Value<'a>>> {
        let Some(source) = self.sources.module(path) else { return Ok(None) };
        // Nothing else can have this name.
        let name = format!("\0{name}").into();
        self.load_source(Some(source), name, path, false, range).map(|at| Some(Value::Module(at)))
    }

    /// Makes a module and runs its code, if there is any.
    fn load_source(
        &mut self,
        source: Option<&'a Source>,
        name: Rc<str>,
        file: &str,
        is_package: bool,
        range: TextRange,
    ) -> Run<u16> {
        let at = match u16::try_from(self.modules.len()) {
            Ok(at) if self.modules.len() < MOST_MODULES => at,
            _ => return Err(Stop::Exhausted),
        };
        let frame = self.state.new_frame(None, FrameKind::Module, at);
        self.modules.push(LoadedModule {
            name,
            path: file.into(),
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
            self.run_module(source, frame, file, range)?;
        }
        self.modules[usize::from(at)].is_done = true;
        Ok(at)
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
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
