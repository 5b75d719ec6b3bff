//! Which `except` takes which exception.

use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, Run};
use super::object::Object;
use super::value::{Origin, Text, Value};
use crate::python::ast;

/// Built-in exceptions with the class above each.
const ABOVE: &[(&str, &str)] = &[
    ("ArithmeticError", "Exception"),
    ("AssertionError", "Exception"),
    ("AttributeError", "Exception"),
    ("EOFError", "Exception"),
    ("Exception", "BaseException"),
    ("FileExistsError", "OSError"),
    ("FileNotFoundError", "OSError"),
    ("ImportError", "Exception"),
    ("IndexError", "LookupError"),
    ("IsADirectoryError", "OSError"),
    ("KeyError", "LookupError"),
    ("KeyboardInterrupt", "BaseException"),
    ("LookupError", "Exception"),
    ("ModuleNotFoundError", "ImportError"),
    ("NameError", "Exception"),
    ("NotADirectoryError", "OSError"),
    ("NotImplementedError", "RuntimeError"),
    ("OSError", "Exception"),
    ("OverflowError", "ArithmeticError"),
    ("PermissionError", "OSError"),
    ("RecursionError", "RuntimeError"),
    ("RuntimeError", "Exception"),
    ("StopIteration", "Exception"),
    ("SyntaxError", "Exception"),
    ("SystemExit", "BaseException"),
    ("TypeError", "Exception"),
    ("UnboundLocalError", "NameError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("UnicodeEncodeError", "UnicodeError"),
    ("UnicodeError", "ValueError"),
    ("ValueError", "Exception"),
    ("ZeroDivisionError", "ArithmeticError"),
];

/// The same of other exceptions that are told of here.
const ABOVE_OTHERS: [(&str, &str); 3] = [
    ("AirflowException", "Exception"),
    ("DuplicateTaskIdFound", "AirflowException"),
    (INVALID, "ValueError"),
];

/// What a pydantic model raises. Others have exceptions of this name, with other classes above them.
pub(super) const INVALID: &str = "pydantic.ValidationError";

/// Whether the name is that of a built-in exception.
pub(super) fn is_exception(name: &str) -> bool {
    name == "BaseException"
        || matches!(name, "IOError" | "EnvironmentError" | "Warning" | "DeprecationWarning" | "UserWarning")
        || ABOVE.binary_search_by_key(&name, |(class, _)| class).is_ok()
}

fn above(class: &str) -> Option<&'static str> {
    let found = ABOVE.binary_search_by_key(&class, |(class, _)| class).ok().map(|at| ABOVE[at]);
    found.or_else(|| ABOVE_OTHERS.into_iter().find(|(other, _)| *other == class)).map(|(_, above)| above)
}

/// Whether a handler for `caught` takes an exception of `class`; `None` when that is not known.
fn takes(caught: &str, class: &str) -> Option<bool> {
    let caught = if matches!(caught, "IOError" | "EnvironmentError") { "OSError" } else { caught };
    if matches!(caught, "Exception" | "BaseException") {
        return Some(class != "SystemExit" || caught == "BaseException");
    }
    if class.is_empty() {
        return None;
    }
    if class == INVALID && above(caught).is_none() && caught != "ValidationError" {
        return None;
    }
    let mut at = class;
    if at == caught || (class == INVALID && caught == "ValidationError") {
        return Some(true);
    }
    // Of a class of Airflow or of the package, what is above it is not known.
    above(at)?;
    while let Some(next) = above(at) {
        if next == caught {
            return Some(true);
        }
        at = next;
    }
    Some(false)
}

impl<'a> Interpreter<'a> {
    /// The name of an exception's class, or of a class of exceptions; empty when it is not known.
    pub(super) fn exception_name(&self, value: &Value<'a>) -> String {
        match value {
            Value::Builtin(name) => (*name).to_owned(),
            Value::External(path) => path.rsplit('.').next().unwrap_or(path).to_owned(),
            value => match self.state.object(value) {
                Some(Object::Class(class)) => class.name.to_string(),
                Some(Object::Instance(instance)) => match self.state.at(instance.class) {
                    Object::Class(class) => class.name.to_string(),
                    _ => String::new(),
                },
                _ => String::new(),
            },
        }
    }

    fn catches(&mut self, handler: &'a ast::ExceptHandlerExceptHandler, class: &str) -> Run<Option<bool>> {
        let Some(caught) = &handler.type_ else { return Ok(Some(true)) };
        let caught = self.evaluate(caught)?;
        let names: Vec<String> = match &caught {
            Value::Tuple(items) => items.iter().map(|item| self.exception_name(item)).collect(),
            value => vec![self.exception_name(value)],
        };
        let answers: Vec<Option<bool>> = names.iter().map(|name| takes(name, class)).collect();
        Ok(if answers.contains(&Some(true)) {
            Some(true)
        } else if answers.contains(&None) {
            None
        } else {
            Some(false)
        })
    }

    /// Whether a `try` may catch an exception of a class.
    pub(super) fn may_catch(&self, class: &str, of: &'a ast::StmtTry) -> bool {
        of.handlers.iter().any(|handler| {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            match handler.type_.as_deref() {
                None => true,
                Some(ast::Expr::Tuple(of)) => of.elts.iter().any(|one| self.name_takes(one, class)),
                Some(one) => self.name_takes(one, class),
            }
        })
    }

    fn name_takes(&self, caught: &ast::Expr, class: &str) -> bool {
        let name = match caught {
            ast::Expr::Name(name) => name.id.as_str(),
            ast::Expr::Attribute(of) => of.attr.as_str(),
            _ => return true,
        };
        // An import that may fail is not caught by a handler for something else.
        takes(name, class) != Some(false)
    }

    /// Runs the handlers that take an exception of `class`, or may.
    pub(super) fn handle(
        &mut self,
        class: &str,
        uncaught: Run<Flow<'a>>,
        of: &'a ast::StmtTry,
    ) -> Run<Flow<'a>> {
        self.handle_from(0, class, uncaught, of)
    }

    fn handle_from(
        &mut self,
        at: usize,
        class: &str,
        uncaught: Run<Flow<'a>>,
        of: &'a ast::StmtTry,
    ) -> Run<Flow<'a>> {
        let Some(ast::ExceptHandler::ExceptHandler(handler)) = of.handlers.get(at) else { return uncaught };
        let is_last = at + 1 == of.handlers.len();
        match self.catches(handler, class)? {
            Some(true) => self.handler(handler, &uncaught),
            // An exception that is not known is one that somebody expects.
            None if is_last => self.handler(handler, &uncaught),
            Some(false) => self.handle_from(at + 1, class, uncaught, of),
            None => {
                let why = Origin::Code(self.module(), handler.range);
                let again = uncaught.clone();
                self.fork(
                    why,
                    |this| this.handler(handler, &uncaught),
                    |this| this.handle_from(at + 1, class, again, of),
                )
            }
        }
    }

    fn handler(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        uncaught: &Run<Flow<'a>>,
    ) -> Run<Flow<'a>> {
        if let Some(name) = &handler.name {
            let why = Origin::Code(self.module(), handler.range);
            let raised = self.raising.take().filter(|_| uncaught.is_err() && self.doubt().is_none());
            self.bind_text(Text::Source(name.as_str()), raised.unwrap_or(Value::Unknown(why)));
        }
        let flow = self.body(&handler.body);
        // Python takes the name away where the handler ends.
        if let (Some(name), Ok(_)) = (&handler.name, &flow) {
            self.unbind(name.as_str());
        }
        match flow {
            // `raise` without anything raises what was caught.
            Err(Stop::Raise(raised)) if raised.class.is_empty() => match uncaught {
                Err(stop @ Stop::Raise(_)) => Err(stop.clone()),
                _ => Err(Stop::Raise(raised)),
            },
            result => result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handlers_take_what_python_says_they_take() {
        assert!(ABOVE.is_sorted_by_key(|(class, _)| class));
        assert_eq!(takes("ImportError", "ModuleNotFoundError"), Some(true));
        assert_eq!(takes("KeyError", "ModuleNotFoundError"), Some(false));
        assert_eq!(takes("Exception", "AirflowException"), Some(true));
        assert_eq!(takes("AirflowException", ""), None);
        assert_eq!(takes("Exception", "SystemExit"), Some(false));
    }
}
