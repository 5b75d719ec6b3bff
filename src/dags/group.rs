//! Task groups, and the contexts that tasks are made in.

use super::FaultKind;
use super::build::shown;
use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Interpreter, Run};
use super::object::{At, Group, Id, Object};
use super::suffix::{next_suffix, without_suffix};
use super::value::{Arguments, Origin, Taskflow, Text, Value};
use crate::airflow::{self};

impl<'a> Interpreter<'a> {
    pub(super) fn prefix(&self, group: Option<At>) -> Option<String> {
        let mut at = group;
        while let Some(group) = at {
            let Object::Group(of) = self.state.at(group) else { return None };
            if of.prefixes {
                match &of.id {
                    // The id of a group holds those of the groups around it.
                    Id::Known(id) => return Some(format!("{}.", &**id)),
                    Id::Unknown { .. } => return None,
                }
            }
            at = of.parent;
        }
        Some(String::new())
    }

    pub(super) fn join_group(&mut self, group: At, member: At) {
        if let Object::Group(group) = self.state.at_mut(group) {
            group.members.push(member);
        }
    }

    /// Code that is not followed may add tasks to the DAGs around it.
    pub(super) fn open_contexts(&mut self, why: Origin) {
        for context in &self.contexts {
            if let Some(Object::Dag(dag)) = self.state.object(context)
                && dag.open.is_none()
                && let Some(Object::Dag(dag)) = self.state.object_mut(context)
            {
                dag.open = Some(why);
            }
        }
    }

    pub(super) fn build_group(&mut self, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let given = arguments.positional.first().or_else(|| arguments.keyword("group_id")).cloned();
        let prefixes = arguments
            .keyword("prefix_group_id")
            .or_else(|| arguments.positional.get(1))
            .is_none_or(|value| self.truth(value) != Some(false));
        let (context_dag, parent) = self.innermost();
        if context_dag.is_none()
            && self.contexts.is_empty()
            && arguments.keyword("dag").is_none()
            && arguments.keyword("parent_group").is_none()
            && arguments.keyword("default_args").is_none()
            && arguments.unknown.is_none()
            && self.calls == 0
        {
            let message =
                "This task group is built outside a DAG, so Airflow refuses the whole file".to_owned();
            let help = "Move it into the `with DAG(...)` block, or give it `dag=`.";
            self.refuse("RuntimeError", FaultKind::Signature, site.range, message, help)?;
        }
        let may_suffix = arguments
            .keyword("add_suffix_on_collision")
            .is_some_and(|value| self.truth(value) != Some(false));
        let dag = match arguments.keyword("dag") {
            Some(Value::Ref(dag)) if matches!(self.state.at(*dag), Object::Dag(_)) => Some(*dag),
            _ => context_dag,
        };
        let id = match given {
            Some(Value::Str(id)) => {
                if let Some(problem) = airflow::group_id_problem(&id) {
                    let shown = shown(&id);
                    let message = format!(
                        "Airflow refuses the group_id `{shown}` and with it the whole file: {problem}"
                    );
                    let help = "Use letters, digits, `_` and `-`, at most 200 characters.";
                    self.refuse("AirflowException", FaultKind::TaskIdInvalid, site.range, message, help)?;
                }
                match self.prefix(parent) {
                    Some(prefix) => {
                        let full = Text::from(format!("{prefix}{}", &*id));
                        Id::Known(if may_suffix { self.free_group_id(dag, full) } else { full })
                    }
                    None => Id::Unknown { origin: why, candidates: Vec::new() },
                }
            }
            _ => Id::Unknown { origin: why, candidates: Vec::new() },
        };
        let place = self.place(site.range);
        let group = self.state.allocate(Object::Group(Box::new(Group {
            id,
            place,
            dag,
            parent,
            doubt: self.doubt(),
            prefixes,
            members: Vec::new(),
            fields: Dict::default(),
        })));
        if let Some(parent) = parent {
            self.join_group(parent, group);
        }
        Ok(Value::Ref(group))
    }

    /// `id`, or `id__1`, … when a group of the DAG has it already.
    fn free_group_id(&self, dag: Option<At>, id: Text<'a>) -> Text<'a> {
        self.weigh_heap();
        let taken = self.state.objects().filter_map(|(_, object)| match object {
            Object::Group(group) if group.dag == dag => match &group.id {
                Id::Known(known) => Some(&**known),
                Id::Unknown { .. } => None,
            },
            _ => None,
        });
        match next_suffix(taken, &id) {
            None => id,
            Some(number) => Text::from(format!("{}__{number}", without_suffix(&id))),
        }
    }

    pub(super) fn call_group(
        &mut self,
        of: &Taskflow<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        // It is given by the decorator itself.
        if of.arguments.keyword("add_suffix_on_collision").is_some() {
            self.hazard(self.at(site), "TypeError", true);
        }
        self.doubt_group(&of.arguments, site);
        let mut given = of.arguments.clone();
        if given.keyword("group_id").is_none() && given.positional.is_empty() && given.unknown.is_none() {
            given.keywords.push((Text::Source("group_id"), Value::Str(of.name.clone())));
        }
        if given.keyword("add_suffix_on_collision").is_none() {
            given.keywords.push((Text::Source("add_suffix_on_collision"), Value::Bool(true)));
        }
        let group = self.build_group(given, site)?;
        self.contexts.push(group.clone());
        let result = self.apply(&of.function.clone(), arguments, site);
        self.contexts.pop();
        match result? {
            Value::None => Ok(group),
            value => Ok(value),
        }
    }
}
