//! Names: what binds them, and where they are looked up.

use super::interpret::Interpreter;
use super::state::FrameKind;
use super::value::{Text, Value};
use crate::python::ast;

impl<'a> Interpreter<'a> {
    pub(super) fn nonlocal(&mut self, of: &'a ast::StmtNonlocal) {
        for name in &of.names {
            let mut at = self.state.frame(self.scope).parent;
            while let Some(frame) = at {
                let frame_of = self.state.frame(frame);
                if frame_of.kind == FrameKind::Function && frame_of.get(name).is_some() {
                    self.state.frame_mut(self.scope).elsewhere.push((name.as_str(), frame));
                    break;
                }
                at = frame_of.parent;
            }
        }
    }

    pub(super) fn bind(&mut self, name: &'a str, value: Value<'a>) {
        self.bind_text(Text::Source(name), value);
    }

    pub(super) fn bind_text(&mut self, name: Text<'a>, value: Value<'a>) {
        let frame = self.state.frame(self.scope);
        let at = frame.elsewhere.iter().find(|(other, _)| *other == &*name).map_or(self.scope, |(_, at)| *at);
        self.state.set(at, name, value);
    }

    /// A variable by the rules of Python's scopes; `None` when no scope has it.
    pub(super) fn look_up(&self, name: &str) -> Option<Value<'a>> {
        let mut at = Some(self.scope);
        let mut is_first = true;
        while let Some(scope) = at {
            let frame = self.state.frame(scope);
            // The body of a class is invisible to the functions in it.
            if is_first || !matches!(frame.kind, FrameKind::Class(_)) {
                if let Some((_, elsewhere)) = frame.elsewhere.iter().find(|(other, _)| *other == name) {
                    return self.state.frame(*elsewhere).get(name).cloned().map(Value::present);
                }
                if let Some(value) = frame.get(name) {
                    return Some(value.clone().present());
                }
                if frame.locals.as_ref().is_some_and(|locals| super::locals::binds(locals, name)) {
                    return None;
                }
            }
            is_first = is_first && frame.kind == FrameKind::TypeParameters;
            at = frame.parent;
        }
        None
    }

    /// Whether a scope has a variable.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.look_up(name).is_some()
    }

    /// The frame that has a variable which is set or deleted here.
    pub(super) fn frame_of_name(&self, name: &str) -> usize {
        let frame = self.state.frame(self.scope);
        frame.elsewhere.iter().find(|(other, _)| *other == name).map_or(self.scope, |(_, at)| *at)
    }

    pub(super) fn unbind(&mut self, name: &str) {
        let at = self.frame_of_name(name);
        self.state.unset(at, name);
    }

    /// The frame of the module whose code runs.
    pub(super) fn module_frame(&self) -> usize {
        self.modules[usize::from(self.module())].frame
    }
}
