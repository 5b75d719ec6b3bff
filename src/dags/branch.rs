//! Running module code on values that may be unknown: conditions, both of whose ways are explored, and loops.

use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, Left, Run};
use super::value::{Origin, Value};
use crate::python::ast::{self, ElifElseClause, Expr, Stmt};
use crate::python::{Ranged, TextRange};

impl<'a> Interpreter<'a> {
    /// Runs both ways of a condition that is not known, each in doubt, and goes on with what either leaves.
    pub(super) fn fork(
        &mut self,
        why: Origin,
        one: impl FnOnce(&mut Self) -> Run<Flow<'a>>,
        other: impl FnOnce(&mut Self) -> Run<Flow<'a>>,
    ) -> Run<Flow<'a>> {
        self.fork_expecting(None, why, one, other)
    }

    /// As [`Self::fork`]. `expected`: whether the first way is the one that is meant to be gone, so that it casts no doubt
    /// on the file when the other one raises.
    fn fork_expecting(
        &mut self,
        expected: Option<bool>,
        why: Origin,
        one: impl FnOnce(&mut Self) -> Run<Flow<'a>>,
        other: impl FnOnce(&mut Self) -> Run<Flow<'a>>,
    ) -> Run<Flow<'a>> {
        let mark = self.state.mark();
        let (contexts, left) = (self.contexts.len(), self.left.len());
        let first = self.doubted(why, one);
        self.contexts.truncate(contexts);
        let mut left_by_first = self.left.split_off(left);
        let delta = self.state.take(mark);
        let second = self.doubted(why, other);
        self.contexts.truncate(contexts);
        self.left.append(&mut left_by_first);
        match (first, second) {
            (Ok(first), Ok(second)) => {
                self.state.join(mark, delta, why);
                Ok(self.flow_of(first, second, why))
            }
            (Err(Stop::Exhausted), _) | (_, Err(Stop::Exhausted)) => {
                self.state.keep(mark);
                Err(Stop::Exhausted)
            }
            (Err(_), Ok(flow)) => {
                self.state.keep(mark);
                if expected != Some(false) {
                    self.hazard(why, "", true);
                }
                Ok(flow)
            }
            (Ok(flow), Err(_)) => {
                self.state.take(mark);
                self.state.redo(delta);
                self.state.keep(mark);
                if expected != Some(true) {
                    self.hazard(why, "", true);
                }
                Ok(flow)
            }
            (Err(_), Err(stop)) => {
                self.state.keep(mark);
                Err(stop)
            }
        }
    }

    pub(super) fn doubted<T>(&mut self, why: Origin, run: impl FnOnce(&mut Self) -> T) -> T {
        self.doubts.push(why);
        let result = run(self);
        self.doubts.pop();
        result
    }

    /// How both ways go on together: what one of them leaves, the rest of its function or loop is in doubt of.
    fn flow_of(&mut self, first: Flow<'a>, second: Flow<'a>, why: Origin) -> Flow<'a> {
        match (first, second) {
            (Flow::Next, Flow::Next) => Flow::Next,
            (Flow::Return(one), Flow::Return(other)) => Flow::Return(Value::either(one, other)),
            (Flow::Break, Flow::Break) => Flow::Break,
            (Flow::Continue, Flow::Continue) => Flow::Continue,
            (Flow::Next, leaves) | (leaves, Flow::Next) => {
                self.leave(leaves, why);
                Flow::Next
            }
            (leaves @ Flow::Return(_), other) | (other, leaves) => {
                self.leave(leaves, why);
                other
            }
        }
    }

    pub(super) fn leave(&mut self, flow: Flow<'a>, why: Origin) {
        let is_return = matches!(flow, Flow::Return(_));
        self.left.push(Left { is_return, is_break: flow == Flow::Break, why });
        if let Flow::Return(value) = flow {
            self.returns.push(value);
        }
    }

    pub(super) fn branch(&mut self, of: &'a ast::StmtIf) -> Run<Flow<'a>> {
        self.choose(&of.test, &of.body, &of.elif_else_clauses)
    }

    fn choose(&mut self, test: &'a Expr, body: &'a [Stmt], rest: &'a [ElifElseClause]) -> Run<Flow<'a>> {
        let value = self.evaluate(test)?;
        match self.truth(&value) {
            Some(true) => {
                for clause in rest {
                    self.skip(&clause.body, test);
                }
                self.body(body)
            }
            Some(false) => {
                self.skip(body, test);
                self.otherwise(rest)
            }
            None => {
                let why = self.origin(test);
                let asked = self.asked_for.len();
                let (mut goes_on, mut else_goes_on) = (false, false);
                // Inside of a `try`, a handler is looked at for what may raise.
                let expected = if self.tries == 0 { self.met_by_defaults(test) } else { None };
                let flow = self.fork_expecting(
                    expected,
                    why,
                    |this| {
                        this.imply(test, true);
                        let flow = this.body(body);
                        goes_on = flow == Ok(Flow::Next);
                        this.asked_for.truncate(asked);
                        flow
                    },
                    |this| {
                        this.imply(test, false);
                        let flow = this.otherwise(rest);
                        else_goes_on = flow == Ok(Flow::Next);
                        flow
                    },
                );
                self.asked_for.truncate(asked);
                // What comes next is reached by one way alone.
                if goes_on != else_goes_on && flow == Ok(Flow::Next) {
                    self.imply(test, goes_on);
                }
                flow
            }
        }
    }

    fn otherwise(&mut self, rest: &'a [ElifElseClause]) -> Run<Flow<'a>> {
        match rest.split_first() {
            None => Ok(Flow::Next),
            Some((clause, rest)) => match &clause.test {
                Some(test) => self.choose(test, &clause.body, rest),
                None => self.body(&clause.body),
            },
        }
    }

    /// What does not run for the sake of `test`, whatever happens: nothing in it is said to be unknown.
    pub(super) fn skip<Part: Ranged>(&mut self, body: &'a [Part], test: &'a impl Ranged) {
        if let (0, Some(first), Some(last)) = (self.module(), body.first(), body.last()) {
            self.dead.push((TextRange::new(first.start(), last.end()), self.origin(test)));
        }
    }
}
