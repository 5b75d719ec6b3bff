//! Methods of paths of the package: `path.parent.joinpath(…)`, `path.read_text()`, `path.glob(…)`.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Bound, Located, Method, Text, Value};
use super::super::{path, pure_path};

impl<'a> Interpreter<'a> {
    /// Methods of a path, as text or as `pathlib.Path`.
    pub(super) fn path_method(
        &mut self,
        of: &Located,
        name: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let unknown = Value::Unknown(why);
        let here = |path: &str| Value::Located(Located { path: path.into(), is_text: of.is_text });
        if of.is_text {
            if let ("split", [Value::Str(separator)]) = (name, arguments.positional.as_slice())
                && &**separator == "/"
            {
                return Ok(self.path_parts(of));
            }
            let Some((args, _)) = self.constants(arguments) else { return Ok(unknown) };
            return Ok(path::text_method(of, name, &args).unwrap_or(unknown));
        }
        Ok(match (name, arguments.positional.as_slice()) {
            ("resolve" | "absolute" | "expanduser" | "__fspath__", _) => here(&of.path),
            ("as_posix", _) => Value::Located(Located { path: of.path.clone(), is_text: true }),
            ("joinpath", parts) => {
                let mut path = of.path.to_string();
                for part in parts {
                    match pure_path::path_text(part).and_then(|part| path::join(&path, &part)) {
                        Some(joined) => path = joined,
                        None => return Ok(unknown),
                    }
                }
                here(&path)
            }
            ("with_suffix", [Value::Str(suffix)]) => {
                let last = path::name(&of.path);
                let (stem, _) = path::split_suffix(last);
                let folder = &of.path[..of.path.len() - last.len()];
                here(&format!("{folder}{stem}{}", &**suffix))
            }
            ("with_name", [Value::Str(last)]) => {
                let folder = &of.path[..of.path.len() - path::name(&of.path).len()];
                here(&format!("{folder}{}", &**last))
            }
            ("with_stem", [Value::Str(stem)]) => {
                let last = path::name(&of.path);
                let folder = &of.path[..of.path.len() - last.len()];
                here(&format!("{folder}{}{}", &**stem, path::split_suffix(last).1))
            }
            ("relative_to", [base]) => pure_path::relative_to(of, base).unwrap_or(unknown),
            ("exists" | "is_file" | "is_dir", []) => self.exists(&of.path, name).map_or(unknown, Value::Bool),
            ("read_text", _) => match self.decoded_at(&of.path, arguments.get(0, "encoding")) {
                Some(text) => Value::Str(Text::Made(text)),
                None if self.text_at(&of.path).is_some() => unknown,
                None if self.is_within_package(&of.path) && !self.sources.is_file(&of.path) => {
                    return Err(self.missing_file(&of.path, site));
                }
                None => {
                    self.hazard(why, "FileNotFoundError", true);
                    unknown
                }
            },
            ("read_bytes", _) => self.bytes_at(&of.path).unwrap_or(unknown),
            ("open", _) => {
                let given = [(0, "mode"), (2, "encoding"), (4, "newline")];
                return self.opened(&of.path, given.map(|(at, name)| arguments.get(at, name)), site);
            }
            ("iterdir", []) => {
                let all = self.children(&of.path, "*", false, true);
                all.map_or(unknown, |all| self.only_once(all))
            }
            ("glob", [Value::Str(pattern)]) => {
                let all = self.glob(&of.path, pattern, false, true);
                all.map_or(unknown, |all| self.only_once(all))
            }
            ("rglob", [Value::Str(pattern)]) => {
                let pattern = format!("**/{}", &**pattern);
                let all = self.glob(&of.path, &pattern, false, true);
                all.map_or(unknown, |all| self.only_once(all))
            }
            ("match", [Value::Str(pattern)]) if path::is_plain_pattern(pattern) && !pattern.contains('/') => {
                Value::Bool(
                    self.matcher(pattern).is_some_and(|matcher| matcher.is_match(path::name(&of.path))),
                )
            }
            ("stat" | "mkdir" | "touch" | "unlink", _) => unknown,
            _ => unknown,
        })
    }

    /// The parts of a path: those before the known ones depend on the machine.
    pub(in super::super) fn path_parts(&mut self, of: &Located) -> Value<'a> {
        // Counting from the end is what code does with it; there is no list that is open at its start.
        let parts: Vec<Value<'a>> = path::parts(of).into_iter().map(Value::text).collect();
        let list = self.list(parts);
        let Value::Ref(at) = list else { return list };
        Value::Bound(Rc::new(Bound {
            receiver: Value::Ref(at),
            method: Method::Named(Text::Source("<parts>")),
        }))
    }
}
