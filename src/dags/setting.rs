//! Settings of the machine that may not be there: what fails then, and what a condition says of them.
//!
//! `os.getenv("X")` is `None` without the variable, and `os.getenv("X").split(",")` ends the import. Whether the file
//! loads is then up to the machine.

use super::interpret::Interpreter;
use super::object::Object;
use super::value::{Arguments, Method, Origin, Text, Value};
use crate::python::ast::{self, Expr};

/// Functions that fail on `None`.
const STRICT: [&str; 38] = [
    "ast.literal_eval",
    "base64.b64decode",
    "base64.b64encode",
    "datetime.date.fromisoformat",
    "datetime.datetime.fromisoformat",
    "datetime.datetime.strptime",
    "datetime.timedelta",
    "importlib.import_module",
    "json.load",
    "json.loads",
    "os.chdir",
    "os.makedirs",
    "os.mkdir",
    "os.path.abspath",
    "os.path.basename",
    "os.path.dirname",
    "os.path.exists",
    "os.path.expanduser",
    "os.path.expandvars",
    "os.path.isabs",
    "os.path.isdir",
    "os.path.isfile",
    "os.path.join",
    "os.path.normpath",
    "os.path.realpath",
    "os.path.relpath",
    "os.path.split",
    "os.path.splitext",
    "pathlib.Path",
    "pathlib.PurePath",
    "re.compile",
    "re.findall",
    "re.match",
    "re.search",
    "re.split",
    "re.sub",
    "yaml.load",
    "yaml.safe_load",
];
const STRICT_BUILTINS: [&str; 21] = [
    "all",
    "any",
    "bytes",
    "enumerate",
    "float",
    "frozenset",
    "int",
    "iter",
    "len",
    "list",
    "max",
    "min",
    "open",
    "range",
    "reversed",
    "round",
    "set",
    "sorted",
    "sum",
    "tuple",
    "zip",
];
const STRICT_METHODS: [&str; 9] =
    ["count", "endswith", "find", "index", "join", "removeprefix", "removesuffix", "replace", "startswith"];

impl<'a> Interpreter<'a> {
    /// Whether a value is that of a setting, or `None` when there is no such setting.
    pub(super) fn may_lack(&self, value: &Value<'a>) -> bool {
        is_setting(value) && matches!(value, Value::OneOf(values) if values.contains(&Value::None))
    }

    /// Something is done with a value that fails when the setting is not there.
    pub(super) fn wants_setting(&mut self, of: &'a Expr, value: &Value<'a>, class: &'static str) {
        if !self.may_lack(value) {
            return;
        }
        let was_asked_for = match of {
            Expr::Name(_) | Expr::Call(_) | Expr::Named(_) => false,
            of => last_name(of).is_none_or(|name| self.asked_for.contains(&name)),
        };
        if !was_asked_for {
            self.hazard(self.origin(of), class, true);
        }
    }

    /// Arguments of a call of something that takes no `None`.
    pub(super) fn wants_arguments(
        &mut self,
        callee: &Value<'a>,
        given: &Arguments<'a>,
        of: &'a ast::Arguments,
    ) {
        if !given
            .positional
            .iter()
            .chain(given.keywords.iter().map(|(_, value)| value))
            .any(|one| self.may_lack(one))
        {
            return;
        }
        let is_strict = match callee {
            Value::Builtin(name) => STRICT_BUILTINS.contains(name),
            Value::External(path) => STRICT.contains(&&**path),
            Value::Bound(of) => matches!(
                (&of.receiver, &of.method),
                (Value::Str(_), Method::Named(name)) if STRICT_METHODS.contains(&&**name)
            ),
            _ => false,
        };
        if !is_strict || of.args.len() != given.positional.len() {
            return;
        }
        for (expression, value) in of.args.iter().zip(&given.positional) {
            self.wants_setting(expression, value, "TypeError");
        }
        for keyword in &of.keywords {
            let value = keyword.arg.as_ref().and_then(|name| given.keyword(name.as_str()));
            if let Some(value) = value {
                self.wants_setting(&keyword.value, value, "TypeError");
            }
        }
    }

    /// Operands that are no `None`.
    pub(super) fn wants_operands(&mut self, of: &'a ast::ExprBinOp, left: &Value<'a>, right: &Value<'a>) {
        if matches!(of.op, ast::Operator::RShift | ast::Operator::LShift | ast::Operator::BitOr) {
            return;
        }
        self.wants_setting(&of.left, left, "TypeError");
        // A text shows anything.
        if of.op != ast::Operator::Mod {
            self.wants_setting(&of.right, right, "TypeError");
        }
    }

    /// A key of a dictionary that is known: without the setting it is `None`, or the default that is given for it.
    pub(super) fn wants_key(&mut self, of: &'a Expr, value: &Value<'a>, key: &Value<'a>) {
        let Some(Object::Dict(dict)) = self.state.object(value) else { return };
        if dict.open.is_some()
            && matches!(dict.factory, Some(Value::External(_)))
            && dict.get(key).is_none_or(Value::may_be_absent)
        {
            // Settings of a file that is not of the package, which may not be there.
            self.hazard(self.origin(of), "KeyError", true);
            return;
        }
        if !is_setting(key) {
            return;
        }
        let is_there = |one: &Value<'a>| matches!(one, Value::Unknown(_)) || dict.get(one).is_some();
        if dict.open.is_none() && dict.factory.is_none() && !key.alternatives().iter().all(is_there) {
            self.hazard(self.origin(of), "KeyError", true);
        }
    }

    /// What a condition says of a variable where it is met: `if name:`, `if name is not None:`.
    pub(super) fn narrow(&mut self, name: &'a str, keep: impl Fn(&Self, &Value<'a>) -> bool) {
        let frame = match self.state.frame(self.scope).get(name) {
            Some(_) => self.scope,
            None => self.module_frame(),
        };
        let Some(Value::OneOf(values)) = self.state.frame(frame).get(name).cloned() else { return };
        let kept: Vec<Value<'a>> = values.iter().filter(|one| keep(self, one)).cloned().collect();
        if kept.len() < values.len()
            && let Some(kept) = Value::one_of(kept)
        {
            self.state.set(frame, Text::Source(name), kept);
        }
    }

    /// Whether a condition is about a setting that may not be there.
    pub(super) fn is_about_setting(&self, test: &'a Expr) -> bool {
        match test {
            Expr::Name(name) => self.look_up(name.id.as_str()).is_some_and(|value| self.may_lack(&value)),
            Expr::UnaryOp(of) => self.is_about_setting(&of.operand),
            Expr::BoolOp(of) => of.values.iter().any(|one| self.is_about_setting(one)),
            Expr::Compare(of) => {
                self.is_about_setting(&of.left) || of.comparators.iter().any(|one| self.is_about_setting(one))
            }
            Expr::Call(of) => match of.func.as_ref() {
                Expr::Attribute(function) if function.attr.as_str() == "getenv" => true,
                Expr::Attribute(function) => self.is_about_setting(&function.value),
                _ => of.arguments.args.iter().any(|one| self.is_about_setting(one)),
            },
            Expr::List(of) => of.elts.iter().any(|one| self.is_about_setting(one)),
            Expr::Tuple(of) => of.elts.iter().any(|one| self.is_about_setting(one)),
            of => self.is_environment(of),
        }
    }
}

/// The name of an attribute, or of an entry.
pub(super) fn last_name(of: &Expr) -> Option<&str> {
    match of {
        Expr::Attribute(of) => Some(of.attr.as_str()),
        Expr::Subscript(of) => match of.slice.as_ref() {
            Expr::StringLiteral(name) => Some(name.value.to_str()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a method of a text gives the same text in another form.
pub(super) fn stays_a_setting(method: &str) -> bool {
    matches!(method, "casefold" | "lower" | "lstrip" | "rstrip" | "strip" | "title" | "upper")
}

/// Whether a value is that of a setting, or what stands for it.
pub(super) fn is_setting(value: &Value<'_>) -> bool {
    matches!(value, Value::OneOf(values) if values.iter().any(|one| matches!(one, Value::Unknown(Origin::Text(..)))))
}
