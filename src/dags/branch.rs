//! Running module code on values that may be unknown: branches, loops, exceptions.

use std::rc::Rc;

use super::interpret::{Flow, Interpreter};
use super::stdlib::is_stdlib;
use super::value::Value;
use crate::python::Ranged;
use crate::python::TextRange;
use crate::python::ast::{self, ExceptHandler, Expr, Stmt};

/// How often a loop over known values is followed.
const MOST_ROUNDS: usize = 2_000;

impl<'a> Interpreter<'a> {
    /// Runs both ways of a branch that cannot be known, and goes on with what may be after either.
    pub(super) fn fork(
        &mut self,
        why: &Rc<str>,
        one: impl FnOnce(&mut Self) -> Flow<'a>,
        other: impl FnOnce(&mut Self) -> Flow<'a>,
    ) -> Flow<'a> {
        let common = (self.state.heap.len(), self.state.frames.len());
        // Both ways keep a copy of everything, so a branch costs what the state has grown to.
        let variables: usize = self.state.frames.iter().map(|frame| 1 + frame.variables.len()).sum();
        self.spend(common.0 + variables);
        let base = self.state.clone();
        self.doubts.push(why.clone());
        let depth = self.doubts.len();
        let first = one(self);
        let mut leaked = self.doubts.len() > depth;
        self.doubts.truncate(depth);
        let mut after_one = std::mem::replace(&mut self.state, base);
        self.state.reserve_like(&after_one);
        let second = other(self);
        leaked |= self.doubts.len() > depth;
        self.doubts.truncate(depth - 1);
        let mut after_other = std::mem::replace(&mut self.state, super::state::State::new());
        let (state, flow) = match (first, second) {
            (Flow::Next, Flow::Next) => {
                after_one.merge(after_other, common, why);
                (after_one, Flow::Next)
            }
            (Flow::Next, stop) => {
                after_one.keep_heap_of(after_other, common, why);
                leaked |= self.may_stop(stop);
                (after_one, Flow::Next)
            }
            (stop, Flow::Next) => {
                after_other.keep_heap_of(after_one, common, why);
                leaked |= self.may_stop(stop);
                (after_other, Flow::Next)
            }
            (Flow::Raise, stop) => {
                after_other.keep_heap_of(after_one, common, why);
                (after_other, stop)
            }
            (stop, second) => {
                after_one.merge(after_other, common, why);
                let flow = match (stop, second) {
                    (Flow::Return(one), Flow::Return(other)) => Flow::Return(Value::either(one, other)),
                    (stop, Flow::Return(value)) | (Flow::Return(value), stop) => {
                        self.returns.push(value);
                        leaked = true;
                        stop
                    }
                    (stop, _) => stop,
                };
                (after_one, flow)
            }
        };
        self.state = state;
        if leaked {
            self.doubts.push(why.clone());
        }
        flow
    }

    /// What follows a statement that may have ended its block. An exception that may be raised is no doubt: it
    /// is as loud as any other failure of the file.
    fn may_stop(&mut self, stop: Flow<'a>) -> bool {
        if let Flow::Return(value) = &stop {
            self.returns.push(value.clone());
        }
        stop != Flow::Raise
    }

    pub(super) fn branch(&mut self, of: &'a ast::StmtIf) -> Flow<'a> {
        let rest: Vec<(Option<&'a Expr>, &'a [Stmt], TextRange)> = of
            .elif_else_clauses
            .iter()
            .map(|clause| (clause.test.as_ref(), clause.body.as_slice(), clause.range))
            .collect();
        self.branches(&of.test, &of.body, of.range, &rest)
    }

    fn branches(
        &mut self,
        test: &'a Expr,
        body: &'a [Stmt],
        range: TextRange,
        rest: &[(Option<&'a Expr>, &'a [Stmt], TextRange)],
    ) -> Flow<'a> {
        let value = self.evaluate(test);
        match self.truth(&value) {
            Some(true) => self.body(body),
            Some(false) => {
                if let (Some(first), Some(last)) = (body.first(), body.last()) {
                    let text = self.text(test);
                    self.dead.push((TextRange::new(first.start(), last.end()), text));
                }
                self.otherwise(rest)
            }
            None => {
                let why = self.text(test);
                let _ = range;
                self.fork(&why, |this| this.body(body), |this| this.otherwise(rest))
            }
        }
    }

    fn otherwise(&mut self, rest: &[(Option<&'a Expr>, &'a [Stmt], TextRange)]) -> Flow<'a> {
        match rest.split_first() {
            None => Flow::Next,
            Some(((None, body, _), _)) => self.body(body),
            Some(((Some(test), body, range), rest)) if rest.len() < 50 => {
                self.branches(test, body, *range, rest)
            }
            // Very long chains are followed no further: each round would keep a copy of the state.
            Some(((Some(test), _, _), _)) => {
                self.exit_doubt = Some(self.text(*test));
                Flow::Next
            }
        }
    }

    pub(super) fn for_loop(&mut self, of: &'a ast::StmtFor) -> Flow<'a> {
        let over = self.evaluate(&of.iter);
        match self.items(&over) {
            Some(items) if items.len() <= MOST_ROUNDS => {
                let before = (self.doubts.len(), self.returns.len());
                for item in items {
                    self.assign(&of.target, item);
                    match self.body(&of.body) {
                        Flow::Next | Flow::Continue => {}
                        Flow::Break => {
                            self.leave_loop(before);
                            return Flow::Next;
                        }
                        stop => return stop,
                    }
                }
                self.leave_loop(before);
                self.body(&of.orelse)
            }
            _ => {
                let why = self.text(of.iter.as_ref());
                self.escape(&over, &why);
                self.some_rounds(&why, |this| {
                    this.bind_all(&of.target, &why);
                    this.body(&of.body)
                });
                self.body(&of.orelse)
            }
        }
    }

    pub(super) fn while_loop(&mut self, of: &'a ast::StmtWhile) -> Flow<'a> {
        let test = self.evaluate(&of.test);
        if self.truth(&test) == Some(false) {
            return self.body(&of.orelse);
        }
        let why = self.text(of.test.as_ref());
        self.some_rounds(&why, |this| this.body(&of.body));
        Flow::Next
    }

    /// A loop whose rounds cannot be counted: two of them stand for all.
    fn some_rounds(&mut self, why: &Rc<str>, mut round: impl FnMut(&mut Self) -> Flow<'a>) {
        let before = (self.doubts.len(), self.returns.len());
        for _ in 0..2 {
            self.fork(why, &mut round, |_| Flow::Next);
        }
        self.leave_loop(before);
    }

    /// `break` and `continue` concern the loop alone; a `return` that may have happened concerns what follows.
    fn leave_loop(&mut self, (doubts, returns): (usize, usize)) {
        if self.returns.len() == returns {
            self.doubts.truncate(doubts);
        }
    }

    pub(super) fn try_block(&mut self, of: &'a ast::StmtTry) -> Flow<'a> {
        let flow = if of.handlers.is_empty() || of.handlers.iter().all(reraises) {
            self.body(&of.body)
        } else {
            match self.imports_only(&of.body) {
                Some(true) => match self.body(&of.body) {
                    Flow::Next => self.body(&of.orelse),
                    stop => stop,
                },
                Some(false) => self.handlers(&of.handlers),
                None => {
                    let why = of.body.first().map_or_else(
                        || Rc::from("an exception"),
                        |first| format!("an exception after `{}`", self.text(first)).into(),
                    );
                    self.tries += 1;
                    let flow = self.fork(
                        &why,
                        |this| match this.body(&of.body) {
                            Flow::Next => this.body(&of.orelse),
                            stop => stop,
                        },
                        |this| this.handlers(&of.handlers),
                    );
                    self.tries -= 1;
                    flow
                }
            }
        };
        match self.body(&of.finalbody) {
            Flow::Next => flow,
            stop => stop,
        }
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler]) -> Flow<'a> {
        match handlers.split_first() {
            None => Flow::Next,
            Some((ExceptHandler::ExceptHandler(only), [])) => self.handler(only),
            Some((ExceptHandler::ExceptHandler(first), rest)) => {
                let why: Rc<str> = "which exception is raised".into();
                self.fork(&why, |this| this.handler(first), |this| this.handlers(rest))
            }
        }
    }

    fn handler(&mut self, handler: &'a ast::ExceptHandlerExceptHandler) -> Flow<'a> {
        if let Some(name) = &handler.name {
            self.bind(name, Value::Unknown(name.as_str().into()));
        }
        self.body(&handler.body)
    }

    /// Whether a `try` body of nothing but imports is certain to succeed (`true`) or to fail (`false`).
    fn imports_only(&self, body: &[Stmt]) -> Option<bool> {
        let mut all = true;
        for statement in body {
            let modules: Vec<&str> = match statement {
                Stmt::Import(of) => of.names.iter().map(|alias| alias.name.as_str()).collect(),
                Stmt::ImportFrom(of) if of.level == 0 => {
                    of.module.iter().map(|module| module.as_str()).collect()
                }
                _ => return None,
            };
            for module in modules {
                if self.is_missing(module) {
                    return Some(false);
                }
                all &= is_stdlib(module) || self.is_present(module);
            }
        }
        all.then_some(true)
    }

    pub(super) fn match_block(&mut self, of: &'a ast::StmtMatch) -> Flow<'a> {
        self.evaluate(&of.subject);
        let why = self.text(of.subject.as_ref());
        self.cases(&of.cases, &why)
    }

    fn cases(&mut self, cases: &'a [ast::MatchCase], why: &Rc<str>) -> Flow<'a> {
        match cases.split_first() {
            Some((first, rest)) if rest.len() < 50 => {
                let mut names = Captures(Vec::new());
                ast::visitor::Visitor::visit_pattern(&mut names, &first.pattern);
                self.fork(
                    why,
                    |this| {
                        names.0.iter().for_each(|name| this.bind(name, Value::Unknown(why.clone())));
                        this.body(&first.body)
                    },
                    |this| this.cases(rest, why),
                )
            }
            _ => Flow::Next,
        }
    }
}

struct Captures<'a>(Vec<&'a str>);

impl<'a> ast::visitor::Visitor<'a> for Captures<'a> {
    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        let name = match pattern {
            ast::Pattern::MatchAs(of) => of.name.as_ref(),
            ast::Pattern::MatchStar(of) => of.name.as_ref(),
            ast::Pattern::MatchMapping(of) => of.rest.as_ref(),
            _ => None,
        };
        self.0.extend(name.map(|name| name.as_str()));
        ast::visitor::walk_pattern(self, pattern);
    }
}

/// Whether a handler ends with an exception of its own.
fn reraises(handler: &ExceptHandler) -> bool {
    let ExceptHandler::ExceptHandler(handler) = handler;
    matches!(handler.body.last(), Some(Stmt::Raise(_)))
}
