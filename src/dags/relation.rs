//! What Airflow refuses of an order: `task >> None`, a function of `@task` that is not called, tasks without a DAG.

use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::Object;
use super::value::{Origin, Value};
use crate::python::TextRange;


impl<'a> Interpreter<'a> {
    /// Ends the code where one side of `>>`, `<<`, `set_upstream`, … is surely no task, and the other is one.
    pub(super) fn allow_relation(
        &mut self,
        left: &Value<'a>,
        right: &Value<'a>,
        range: TextRange,
    ) -> Run<()> {
        let (is_task, is_other) = (self.is_task_like(left), self.is_task_like(right));
        let uncalled = |value: &Value<'a>| matches!(value, Value::Taskflow(_));
        if !(is_task || is_other || (uncalled(left) && uncalled(right))) {
            return Ok(());
        }
        self.allow_end(left, range)?;
        self.allow_end(right, range)?;
        if self.has_no_dag(left) && self.has_no_dag(right) {
            let text = self.words(Origin::Code(self.module(), range));
            let what = format!("`{text}` orders tasks that are in no DAG");
            return Err(self.raised_at("ValueError", range, &what));
        }
        Ok(())
    }

    /// One side of an order.
    pub(super) fn allow_end(&mut self, value: &Value<'a>, range: TextRange) -> Run<()> {
        match self.no_task_in(value, 0) {
            None => Ok(()),
            Some(name) => {
                let text = self.words(Origin::Code(self.module(), range));
                let what = format!("`{text}` takes a value of type `{name}` for a task");
                Err(self.raised_at("AttributeError", range, &what))
            }
        }
    }

    /// The type of something among tasks that surely is none.
    fn no_task_in(&self, value: &Value<'a>, depth: usize) -> Option<String> {
        if let Value::Taskflow(of) = value {
            return Some(if of.is_group { "_TaskGroupFactory" } else { "_TaskDecorator" }.to_owned());
        }
        match self.kind(value)? {
            Kind::Task => None,
            // What is in a list must be a task; Airflow looks no deeper.
            Kind::Tuple | Kind::List => {
                if depth > 0 {
                    return match value {
                        Value::Tuple(_) => Some("tuple".to_owned()),
                        _ => Some("list".to_owned()),
                    };
                }
                let items = match value {
                    Value::Tuple(items) => items.as_ref(),
                    value => match self.state.object(value) {
                        Some(Object::List(list)) => list.items.as_slice(),
                        _ => return None,
                    },
                };
                items.iter().filter(|item| !item.may_be_absent()).find_map(|item| self.no_task_in(item, depth + 1))
            }
            Kind::Instance(_) | Kind::Class(_) | Kind::Module => None,
            kind => Some(kind.name().to_owned()),
        }
    }

    fn has_no_dag(&self, value: &Value<'a>) -> bool {
        match self.state.object(value) {
            Some(Object::Task(task)) => {
                task.dag.is_none()
                    && task.class.is_none()
                    && task.group.is_none()
                    && task.doubt.is_none()
                    && task.fields.get_text("dag").is_none()
            }
            _ => false,
        }
    }
}
