//! What is in the folders of the package: everything below `<package>/dags` is known.

use std::rc::Rc;

use super::super::interpret::Interpreter;
use super::super::object::{List, Object};
use super::super::path;
use super::super::value::{Arguments, Located, Value};

/// How an entry of `os.scandir` is kept: `Partial` of this and its path.
pub(in super::super) const ENTRY: &str = "os.DirEntry()";

/// What a file or folder weighs that a walk through the package finds, beside an element of a list.
const FOUND: usize = 4;

/// The path of an entry of `os.scandir`.
pub(in super::super) fn entry_path<'v>(value: &'v Value<'_>) -> Option<&'v Located> {
    let Value::Partial(of) = value else { return None };
    match (&of.0, of.1.positional.first()) {
        (Value::External(kind), Some(Value::Located(path))) if &**kind == ENTRY => Some(path),
        _ => None,
    }
}

/// An attribute of an entry of `os.scandir`.
pub(in super::super) fn entry_attribute<'a>(path: &Located, name: &str) -> Option<Value<'a>> {
    match name {
        "name" => Some(Value::text(path::name(&path.path).to_owned())),
        "path" => Some(Value::Located(path.clone())),
        _ => None,
    }
}

impl<'a> Interpreter<'a> {
    /// Whether a file or folder exists, when what is known decides it.
    pub(in super::super) fn exists(&self, path: &str, how: &str) -> Option<bool> {
        let (is_file, is_folder) = (self.sources.is_file(path), self.sources.is_folder(path));
        let found = match how {
            "is_file" | "isfile" => is_file,
            "is_dir" | "isdir" => is_folder,
            _ => is_file || is_folder,
        };
        if found || self.is_within_package(path) { Some(found) } else { None }
    }

    /// The files and folders in a folder of the package, as names or as paths.
    pub(in super::super) fn children(
        &mut self,
        folder: &str,
        pattern: &str,
        is_text: bool,
        with_path: bool,
    ) -> Option<Value<'a>> {
        if !self.is_within_package(folder) || !path::is_plain_pattern(pattern) {
            return None;
        }
        let names = self.sources.list(folder)?;
        self.weigh(names.len());
        let is_any = pattern == "*";
        let matcher = if is_any { None } else { self.matcher(pattern) };
        let items = names
            .into_iter()
            .filter(|name| is_any || matcher.as_ref().is_some_and(|matcher| matcher.is_match(name)))
            .map(|name| {
                if with_path {
                    Value::Located(Located { path: format!("{folder}/{name}").into(), is_text })
                } else {
                    Value::text(name)
                }
            })
            .collect();
        Some(self.state.make(Object::List(List::shuffled(items))))
    }

    /// A list that can be gone through once: what `Path.glob` gives is made one by one.
    pub(in super::super) fn only_once(&mut self, list: Value<'a>) -> Value<'a> {
        if let Value::Ref(at) = list
            && let Object::List(all) = self.state.at(at)
        {
            let all = all.clone();
            return self.iterator(all);
        }
        list
    }

    /// What `os.scandir` gives: its entries, in no order that is known.
    pub(in super::super) fn directory_entries(&mut self, folder: &str) -> Option<Value<'a>> {
        let Value::Ref(at) = self.children(folder, "*", true, true)? else { return None };
        let entry = |path: &Value<'a>| {
            Value::Partial(Rc::new((Value::External(ENTRY.into()), Arguments::of([path.clone()]))))
        };
        if let Object::List(list) = self.state.at_mut(at) {
            let entries = list.items.iter().map(entry).collect();
            list.items = entries;
        }
        Some(Value::Ref(at))
    }

    /// The files and folders below a folder of the package that match a pattern of `glob`.
    pub(in super::super) fn glob(
        &mut self,
        folder: &str,
        pattern: &str,
        is_text: bool,
        with_path: bool,
    ) -> Option<Value<'a>> {
        if !self.is_within_package(folder) || !path::is_plain_pattern(pattern) {
            return None;
        }
        if !pattern.contains('/') && pattern != "**" {
            return self.children(folder, pattern, is_text, with_path);
        }
        let mut found = Vec::new();
        self.walk(folder, "", 0, &mut found);
        let glob = self.matcher(pattern)?;
        let items = found
            .into_iter()
            .filter(|path| glob.is_match(path))
            .map(|path| Value::Located(Located { path: format!("{folder}/{path}").into(), is_text }))
            .collect();
        Some(self.state.make(Object::List(List::shuffled(items))))
    }

    /// What matches the names, or the paths, that a pattern means.
    pub(super) fn matcher(&self, pattern: &str) -> Option<globset::GlobMatcher> {
        self.weigh_pattern(pattern);
        path::matcher(pattern)
    }

    pub(in super::super) fn walk(&self, folder: &str, below: &str, depth: usize, found: &mut Vec<String>) {
        if depth > 16 || found.len() > 10_000 {
            return;
        }
        let here = if below.is_empty() { folder.to_owned() } else { format!("{folder}/{below}") };
        for name in self.sources.list(&here).unwrap_or_default() {
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let is_folder = self.sources.is_folder(&format!("{folder}/{path}"));
            self.weigh(FOUND);
            found.push(path.clone());
            if is_folder {
                self.walk(folder, &path, depth + 1, found);
            }
        }
    }

    pub(in super::super) fn is_within_package(&self, path: &str) -> bool {
        let own = self.own_folder();
        path == own || path.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// `<package>/dags`: everything in it is known.
    fn own_folder(&self) -> String {
        let main = &self.modules[0].path;
        main.match_indices('/').nth(1).map_or(String::new(), |(at, _)| main[..at].to_owned())
    }
}
