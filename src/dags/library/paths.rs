//! Paths and folders of the package: `os.path`, `os.walk`, `pathlib.Path(…)`, `glob.glob`.

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{List, Object};
use super::super::path;
use super::super::pure_path::{construct, path_text, pure_text};
use super::super::value::{Arguments, Located, Origin, Value};

impl<'a> Interpreter<'a> {
    /// `os.path`, `pathlib` and `glob` on paths of the package.
    pub(super) fn call_path(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let given = arguments.positional.as_slice();
        let Some(Value::Located(first)) = given.first() else {
            if given.iter().any(|one| pure_text(one).is_some()) && path.starts_with("os.") {
                let text = |one: &Value<'a>| pure_text(one).map_or_else(|| one.clone(), Value::text);
                let texts = Arguments { positional: given.iter().map(text).collect(), ..arguments.clone() };
                return self.call_library(path, &texts, site);
            }
            return Ok(match (path, given) {
                // Where a path of its own lies is for the machine to decide.
                (
                    "pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" | "pathlib.PurePosixPath",
                    parts,
                ) => {
                    parts.iter().filter_map(path_text).for_each(|part| self.weigh_text(&*part));
                    Some(construct(parts).unwrap_or(unknown))
                }
                (
                    "os.path.exists" | "os.path.isfile" | "os.path.isdir" | "os.path.getmtime" | "os.listdir"
                    | "os.scandir" | "os.walk" | "glob.glob",
                    _,
                ) => Some(unknown),
                _ => None,
            });
        };
        let text = |path: &str| Value::Located(Located { path: path.into(), is_text: true });
        Ok(Some(match (path, given) {
            (
                "pathlib.Path"
                | "pathlib.PurePath"
                | "pathlib.PosixPath"
                | "pathlib.PurePosixPath"
                | "os.path.join",
                [_, rest @ ..],
            ) => {
                let mut joined = first.path.to_string();
                for part in rest {
                    match path_text(part).and_then(|part| path::join(&joined, &part)) {
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
            ("os.scandir", _) => self.directory_entries(&first.path).unwrap_or(unknown),
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
                let all = self.glob(&folder, &pattern, true, true).unwrap_or(unknown);
                if path == "glob.iglob" { self.only_once(all) } else { all }
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
        Some(self.iterator(List::of(rows)))
    }

    /// A path as text, without `.` and `..`.
    pub(in super::super) fn located_text(&mut self, path: &str, why: Origin) -> Value<'a> {
        // What was appended need not be whole segments: `dirname(__file__) + "/../x"`.
        let plain = !path.split('/').any(|part| matches!(part, "." | ".."));
        let path = if plain { Some(path.replace("//", "/")) } else { path::join("", path) };
        path.map_or(Value::Unknown(why), |path| Value::Located(Located { path: path.into(), is_text: true }))
    }
}

/// The folder before the first part with a wildcard, and the rest.
fn glob_base(path: &str) -> (&str, &str) {
    let wild = path.find(['*', '?', '[']).unwrap_or(path.len());
    let at = path[..wild].rfind('/').unwrap_or(0);
    (&path[..at], path[at..].trim_start_matches('/'))
}
