//! Loops over what has no order that can be known: a set, or the files of a folder as the system lists them.
//!
//! The rounds run in some order. What depends on it is not known afterwards: a variable that each round sets holds
//! what one of them gave it, a number that is counted up is unknown, and a list that grew is in no order itself.

use super::interpret::{Flow, Interpreter, Run};
use super::object::{Object, SHUFFLED};
use super::value::{Origin, Value};
use crate::python::ast::visitor::{Visitor, walk_stmt};
use crate::python::ast::{self, Expr, Stmt};

/// More values than these are not kept apart.
const MOST_VALUES: usize = 40;

/// What a loop's body binds.
#[derive(Default)]
struct Bound<'a> {
    /// Names that it assigns.
    assigned: Vec<&'a str>,
    /// Names that it counts up: `total += 1`.
    counted: Vec<&'a str>,
}

impl<'a> Visitor<'a> for Bound<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Assign(of) => of.targets.iter().for_each(|target| self.target(target)),
            Stmt::AnnAssign(of) => self.target(&of.target),
            Stmt::For(of) => self.target(&of.target),
            Stmt::With(of) => {
                of.items
                    .iter()
                    .filter_map(|item| item.optional_vars.as_deref())
                    .for_each(|one| self.target(one));
            }
            Stmt::AugAssign(of) => {
                if let Expr::Name(name) = of.target.as_ref() {
                    self.counted.push(name.id.as_str());
                }
            }
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

impl<'a> Bound<'a> {
    fn target(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) if !self.assigned.contains(&name.id.as_str()) => {
                self.assigned.push(name.id.as_str());
            }
            Expr::Tuple(of) => of.elts.iter().for_each(|one| self.target(one)),
            Expr::List(of) => of.elts.iter().for_each(|one| self.target(one)),
            Expr::Starred(of) => self.target(&of.value),
            _ => {}
        }
    }
}

impl<'a> Interpreter<'a> {
    pub(super) fn loop_shuffled(
        &mut self,
        of: &'a ast::StmtFor,
        items: Vec<Value<'a>>,
        why: Origin,
    ) -> Run<Flow<'a>> {
        let mut names = Bound::default();
        names.target(&of.target);
        names.visit_body(&of.body);
        for name in &names.counted {
            if self.is_bound(name) {
                self.bind(name, Value::Unknown(why));
            }
        }
        let (mark, logs, base) = (self.state.mark(), self.logs(), self.left.len());
        let mut given: Vec<Vec<Value<'a>>> = vec![Vec::new(); names.assigned.len()];
        let mut items = items.into_iter();
        while let Some(item) = items.next() {
            let built = self.state.made_since(mark).any(|object| matches!(object, Object::Dag(_)));
            let flow = self.any_round(of, item, why);
            let flow = match self.survive_round(flow, base) {
                Ok(flow) => flow,
                Err(stop) => {
                    self.state.keep(mark);
                    return Err(stop);
                }
            };
            self.end_round(base);
            for (name, values) in names.assigned.iter().zip(&mut given) {
                if let Some(value) = self.look_up(name)
                    && !values.contains(&value)
                {
                    values.push(value);
                }
            }
            let goes_on = matches!(flow, Flow::Next | Flow::Continue);
            if goes_on && self.left.len() == base {
                continue;
            }
            // The way out that is found first, unless it is the only one.
            let rest: Vec<Value<'a>> = items.collect();
            if goes_on || built || !self.all_go_on(of, rest, why) {
                self.forget(mark, logs);
                self.left.truncate(base);
                return self.loop_unknown(of, why);
            }
            self.state.keep(mark);
            return Ok(flow);
        }
        self.shuffle_changed(mark);
        self.state.keep(mark);
        for (name, values) in names.assigned.iter().zip(given) {
            if values.len() < 2 {
                continue;
            }
            if values.len() > MOST_VALUES {
                values.iter().for_each(|value| self.escape(value, why));
            }
            self.bind(name, Value::one_of(values).unwrap_or(Value::Unknown(why)));
        }
        Ok(Flow::Next)
    }

    /// Whether no other round would leave the loop. What they do is forgotten.
    fn all_go_on(&mut self, of: &'a ast::StmtFor, items: Vec<Value<'a>>, why: Origin) -> bool {
        items.into_iter().all(|item| {
            let (mark, logs, left) = (self.state.mark(), self.logs(), self.left.len());
            let flow = self.any_round(of, item, why);
            let goes_on = matches!(flow, Ok(Flow::Next | Flow::Continue)) && self.left.len() == left;
            self.forget(mark, logs);
            self.left.truncate(left);
            goes_on
        })
    }

    /// Lists and dictionaries that the rounds filled hold it in no order that is known.
    fn shuffle_changed(&mut self, mark: super::state::Mark) {
        for at in self.state.changed_since(mark) {
            match self.state.at(at) {
                Object::List(list) if list.items.len() > 1 && list.open.is_none() => {
                    if let Object::List(list) = self.state.at_mut(at) {
                        list.open = Some(SHUFFLED);
                    }
                }
                Object::Dict(dict) if dict.len() > 1 && !dict.shuffled => {
                    if let Object::Dict(dict) = self.state.at_mut(at) {
                        dict.shuffled = true;
                    }
                }
                _ => {}
            }
        }
    }
}
