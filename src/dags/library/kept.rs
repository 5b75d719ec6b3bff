//! Methods of what is kept as a function with its arguments: a compiled pattern, a match, a template, a hash.

use std::rc::Rc;

use super::super::call::CallSite;
use super::super::constant::{self, Constant};
use super::super::interpret::{Interpreter, Run};
use super::super::method::folder::ENTRY;
use super::super::pure_path;
use super::super::value::{Arguments, Text, Value};
use super::environment::FILE_SPEC;

impl<'a> Interpreter<'a> {
    /// A method of what [`Self::call_library`] keeps as a function with its arguments: a compiled pattern, a match, a
    /// template, a hash.
    pub(in super::super) fn kept_method(
        &mut self,
        of: &Rc<(Value<'a>, Arguments<'a>)>,
        name: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let unknown = Value::Unknown(self.at(site));
        let Value::External(path) = &of.0 else { return Ok(unknown) };
        if let Some(text) = pure_path::pure_text(&Value::Partial(of.clone())) {
            self.weigh_text(&*text);
            return Ok(self.pure_method(&text, name, &arguments.positional, self.at(site)));
        }
        if let Some(Value::Located(entry)) = of.1.positional.first()
            && &**path == ENTRY
        {
            return Ok(match name {
                "is_file" | "is_dir" => self.exists(&entry.path, name).map_or(unknown, Value::Bool),
                "__fspath__" => Value::Located(entry.clone()),
                _ => unknown,
            });
        }
        match &**path {
            FILE_SPEC => match name {
                "exec_module" => Ok(Value::None),
                "load_module" => {
                    let spec = Value::Partial(of.clone());
                    Ok(self.module_of_spec(&spec, site)?.unwrap_or(unknown))
                }
                _ => Ok(unknown),
            },
            "pendulum.DateTime()" => {
                let moment = Value::Partial(of.clone());
                Ok(self.pendulum_method(&moment, name, &arguments).unwrap_or(unknown))
            }
            "re.Pattern" => {
                if matches!(name, "match" | "search" | "fullmatch") {
                    let path = format!("re.{name}");
                    let mut all = of.1.clone();
                    all.positional.truncate(1);
                    all.positional.extend(arguments.positional);
                    if let Some(flags) = of.1.get(1, "flags") {
                        all.keywords = vec![(Text::Source("flags"), flags.clone())];
                    }
                    return self.regular_match(&path, &all, site);
                }
                self.pattern_method(&of.1, name, arguments, site)
            }
            "re.match()" | "re.search()" | "re.fullmatch()" => {
                let (Some((args, keywords)), Some((own, _))) =
                    (self.constants(&of.1), self.constants(&arguments))
                else {
                    return Ok(unknown);
                };
                let keywords: Vec<(&str, Constant)> =
                    keywords.iter().map(|(key, value)| (&**key, value.clone())).collect();
                let path = path.trim_end_matches("()");
                let answer = match constant::library::matched(path, &args, &keywords) {
                    Ok(Some(found)) => found.method(name, &own, &[]),
                    _ => return Ok(unknown),
                };
                self.answer(answer, site.range)
            }
            "contextlib.ExitStack()" => match (name, arguments.positional.first()) {
                ("enter_context", Some(value)) => {
                    let certainty = self.certainty();
                    if self.is_dag(value) {
                        self.enter_dag(value, certainty);
                        self.contexts.push(value.clone());
                    }
                    Ok(value.clone())
                }
                _ => Ok(unknown),
            },
            "string.Template()" => {
                let mut all = of.1.clone();
                all.positional.extend(arguments.positional);
                all.keywords.extend(arguments.keywords);
                self.constant_library(&format!("string.Template.{name}"), &all, site)
            }
            path if path.starts_with("hashlib.") && name == "hexdigest" => self.constant_library(
                &format!("{}.hexdigest", path.trim_end_matches("()")),
                &of.1.clone(),
                site,
            ),
            _ => Ok(unknown),
        }
    }
}
