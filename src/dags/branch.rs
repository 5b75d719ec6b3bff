//! Running module code on values that may be unknown: conditions, both of whose ways are explored, and loops.

use super::hazard::{Hazard, Stop};
use super::interpret::{Flow, Interpreter, Left, Run};
use super::kind::Deed;
use super::object::SHUFFLED;
use super::value::{Origin, Value};
use crate::python::ast::{self, ElifElseClause, Expr, Stmt};
use crate::python::{Ranged, TextRange};

/// How often a loop is followed.
const MOST_ROUNDS: usize = 5_000;

impl<'a> Interpreter<'a> {
    /// Runs both ways of a condition that is not known, each in doubt, and goes on with what either leaves.
    pub(super) fn fork(
        &mut self,
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
                self.hazard(why, "", true);
                Ok(flow)
            }
            (Ok(flow), Err(_)) => {
                self.state.take(mark);
                self.state.redo(delta);
                self.state.keep(mark);
                self.hazard(why, "", true);
                Ok(flow)
            }
            (Err(_), Err(stop)) => {
                self.state.keep(mark);
                Err(stop)
            }
        }
    }

    fn doubted<T>(&mut self, why: Origin, run: impl FnOnce(&mut Self) -> T) -> T {
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

    fn leave(&mut self, flow: Flow<'a>, why: Origin) {
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
                let flow = self.fork(
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
    fn skip<Part: Ranged>(&mut self, body: &'a [Part], test: &'a impl Ranged) {
        if let (0, Some(first), Some(last)) = (self.module(), body.first(), body.last()) {
            self.dead.push((TextRange::new(first.start(), last.end()), self.origin(test)));
        }
    }

    pub(super) fn for_loop(&mut self, of: &'a ast::StmtFor) -> Run<Flow<'a>> {
        let iterable = self.evaluate(&of.iter)?;
        self.wants_setting(&of.iter, &iterable, "TypeError");
        let why = self.origin(of.iter.as_ref());
        match iterable.alternatives() {
            [_] => self.loop_over(of, &iterable, why),
            [first, rest @ ..] => {
                let (first, rest) =
                    (first.clone(), Value::one_of(rest.iter().cloned()).unwrap_or(Value::None));
                self.fork(
                    why,
                    |this| this.loop_over(of, &first, why),
                    |this| {
                        // The last of them is no fork of its own.
                        match rest.alternatives() {
                            [_] => this.loop_over(of, &rest, why),
                            _ => this.loop_unknown(of, why),
                        }
                    },
                )
            }
            [] => Ok(Flow::Next),
        }
    }

    fn loop_over(&mut self, of: &'a ast::StmtFor, iterable: &Value<'a>, why: Origin) -> Run<Flow<'a>> {
        if let Value::Ref(at) = iterable
            && matches!(self.state.at(*at), super::object::Object::Iterator(list) if list.is_exact())
        {
            return self.loop_iterator(of, *at, why);
        }
        let (mut items, open) = match self.elements(iterable) {
            Some(list) if list.items.len() <= MOST_ROUNDS && list.open == Some(SHUFFLED) => {
                return self.loop_shuffled(of, list.items, why);
            }
            Some(list) if list.items.len() <= MOST_ROUNDS => (list.items, list.open),
            _ => {
                self.allow(iterable, Deed::Iterate, of.iter.range())?;
                return self.loop_unknown(of, why);
            }
        };
        let base = self.left.len();
        let mut at = 0;
        while let Some(item) = items.get(at).cloned() {
            at += 1;
            if let Some(flow) = self.whole_round(of, item, base, why)? {
                return Ok(flow);
            }
            // A list that its own loop changes: the next round takes what is at the next place then.
            if let Some(super::object::Object::List(list)) = self.state.object(iterable)
                && list.items.len() != items.len()
            {
                if list.items.len() > MOST_ROUNDS || !list.is_exact() {
                    return self.loop_unknown(of, why);
                }
                items.clone_from(&list.items);
            }
        }
        if let Some(why) = open {
            self.repeat(why, |this| this.round(&of.target, Value::Unknown(why), &of.body))?;
        }
        let may_have_broken = self.left[base..].iter().rev().find(|left| left.is_break).map(|left| left.why);
        self.end_loop(base);
        match may_have_broken {
            Some(why) if !of.orelse.is_empty() => {
                self.fork(why, |this| this.body(&of.orelse), |_| Ok(Flow::Next))
            }
            _ => self.body(&of.orelse),
        }
    }

    /// A round of a loop, and how the loop ends when it is the last one. `base` is how much was left before the loop.
    fn whole_round(
        &mut self,
        of: &'a ast::StmtFor,
        item: Value<'a>,
        base: usize,
        why: Origin,
    ) -> Run<Option<Flow<'a>>> {
        let flow = self.any_round(of, item, why);
        let flow = self.survive_round(flow, base)?;
        self.end_round(base);
        let ended = match flow {
            Flow::Next | Flow::Continue => return Ok(None),
            Flow::Break => Flow::Next,
            Flow::Return(value) => Flow::Return(value),
        };
        self.end_loop(base);
        Ok(Some(ended))
    }

    /// A loop over an iterator takes its elements one by one: its body may take some too, and leaves the rest.
    fn loop_iterator(&mut self, of: &'a ast::StmtFor, at: super::object::At, why: Origin) -> Run<Flow<'a>> {
        use super::object::Object;
        let base = self.left.len();
        loop {
            let item = match self.state.at_mut(at) {
                Object::Iterator(rest) if !rest.is_exact_in_front() => return self.loop_unknown(of, why),
                Object::Iterator(rest) => rest.items.pop_front(),
                _ => None,
            };
            let Some(item) = item else { break };
            if let Some(flow) = self.whole_round(of, item, base, why)? {
                return Ok(flow);
            }
        }
        self.used_up(at);
        let may_have_broken = self.left[base..].iter().rev().find(|left| left.is_break).map(|left| left.why);
        self.end_loop(base);
        match may_have_broken {
            Some(why) if !of.orelse.is_empty() => {
                self.fork(why, |this| this.body(&of.orelse), |_| Ok(Flow::Next))
            }
            _ => self.body(&of.orelse),
        }
    }

    /// A round for an element that may not be there.
    pub(super) fn any_round(&mut self, of: &'a ast::StmtFor, item: Value<'a>, why: Origin) -> Run<Flow<'a>> {
        let maybe = item.may_be_absent();
        let item = item.present();
        if maybe {
            self.fork(why, |this| this.round(&of.target, item, &of.body), |_| Ok(Flow::Next))
        } else {
            self.round(&of.target, item, &of.body)
        }
    }

    fn round(&mut self, target: &'a Expr, item: Value<'a>, body: &'a [Stmt]) -> Run<Flow<'a>> {
        self.spend(1)?;
        self.assign(target, item)?;
        self.body(body)
    }

    /// A round that ends badly, unless it was left before that.
    pub(super) fn survive_round(&mut self, flow: Run<Flow<'a>>, base: usize) -> Run<Flow<'a>> {
        match flow {
            Err(stop) if self.left.len() > base => self.survive(stop).map(|()| Flow::Next),
            flow => flow,
        }
    }

    pub(super) fn end_round(&mut self, base: usize) {
        self.retain_left(base, |left| left.is_return || left.is_break);
    }

    pub(super) fn end_loop(&mut self, base: usize) {
        self.retain_left(base, |left| left.is_return);
    }

    fn retain_left(&mut self, base: usize, keep: impl Fn(&Left) -> bool) {
        let mut at = 0;
        self.left.retain(|left| {
            at += 1;
            at <= base || keep(left)
        });
    }

    pub(super) fn loop_unknown(&mut self, of: &'a ast::StmtFor, why: Origin) -> Run<Flow<'a>> {
        let flow = self.repeat(why, |this| this.round(&of.target, Value::Unknown(why), &of.body))?;
        if flow != Flow::Next {
            return Ok(flow);
        }
        self.body(&of.orelse)
    }

    /// Something that runs any number of times: once to see what it changes, once with that unknown.
    pub(super) fn repeat(
        &mut self,
        why: Origin,
        mut round: impl FnMut(&mut Self) -> Run<Flow<'a>>,
    ) -> Run<Flow<'a>> {
        let base = self.left.len();
        let (logs, load_doubt, returns) = (self.logs(), self.load_doubt, self.returns.len());
        let mark = self.state.mark();
        let contexts = self.contexts.len();
        let tried = self.doubted(why, &mut round);
        self.contexts.truncate(contexts);
        if tried == Err(Stop::Exhausted) {
            self.state.keep(mark);
            return Err(Stop::Exhausted);
        }
        let delta = self.state.take(mark);
        self.state.dissolve(mark, why);
        self.state.keep(mark);
        self.forget_logs(logs);
        self.load_doubt = load_doubt;
        self.returns.truncate(returns);
        self.left.truncate(base);
        self.state.blur(delta, why);
        let flow = self.fork(why, round, |_| Ok(Flow::Next));
        self.end_loop(base);
        match flow? {
            Flow::Return(value) => {
                self.leave(Flow::Return(value), why);
                Ok(Flow::Next)
            }
            _ => Ok(Flow::Next),
        }
    }

    pub(super) fn while_loop(&mut self, of: &'a ast::StmtWhile) -> Run<Flow<'a>> {
        let base = self.left.len();
        let why = self.origin(of.test.as_ref());
        for _ in 0..MOST_ROUNDS {
            self.spend(1)?;
            let test = self.evaluate(&of.test)?;
            match self.truth(&test) {
                Some(true) => {}
                Some(false) => {
                    self.end_loop(base);
                    return self.body(&of.orelse);
                }
                None => break,
            }
            let flow = self.body(&of.body);
            let flow = self.survive_round(flow, base)?;
            self.end_round(base);
            match flow {
                Flow::Next | Flow::Continue => {}
                Flow::Break => {
                    self.end_loop(base);
                    return Ok(Flow::Next);
                }
                Flow::Return(value) => {
                    self.end_loop(base);
                    return Ok(Flow::Return(value));
                }
            }
            // Whether there is another round is not known: the rest is explored as such.
            if self.left[base..].iter().any(|left| left.is_break) {
                break;
            }
        }
        self.end_loop(base);
        self.repeat(why, |this| this.body(&of.body))
    }

    pub(super) fn try_block(&mut self, of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let result = if of.handlers.is_empty() { self.body(&of.body) } else { self.guarded(of) };
        if !of.finalbody.is_empty() && result != Err(Stop::Exhausted) {
            let flow = self.body(&of.finalbody)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        result
    }

    /// A body with handlers: runs up to the first statement that may raise what they catch, then both ways.
    fn guarded(&mut self, of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let base = self.hazards.len();
        for (at, statement) in of.body.iter().enumerate() {
            let (mark, logs, left) = (self.state.mark(), self.logs(), self.left.len());
            self.tries += 1;
            let result = self.statement(statement);
            self.tries -= 1;
            match result {
                Err(Stop::Raise(raised)) => {
                    self.state.keep(mark);
                    self.pass_on(base, None);
                    self.skip(&of.body[at + 1..], statement);
                    self.skip(&of.orelse, statement);
                    return self.handle(&raised.class, Err(Stop::Raise(raised.clone())), of);
                }
                Err(stop) => {
                    self.state.keep(mark);
                    return Err(stop);
                }
                Ok(flow) => {
                    let caught =
                        self.hazards[base..].iter().find(|hazard| self.may_catch(hazard.class, of)).copied();
                    let Some(hazard) = caught else {
                        self.state.keep(mark);
                        if flow != Flow::Next {
                            self.pass_on(base, None);
                            return Ok(flow);
                        }
                        continue;
                    };
                    self.forget(mark, logs);
                    self.left.truncate(left);
                    return self.both(hazard, base, &of.body[at..], of);
                }
            }
        }
        self.pass_on(base, None);
        self.skip(&of.handlers, of);
        self.body(&of.orelse)
    }

    fn both(&mut self, hazard: Hazard, base: usize, rest: &'a [Stmt], of: &'a ast::StmtTry) -> Run<Flow<'a>> {
        let succeeds = |this: &mut Self| {
            this.tries += 1;
            let result = this.body(rest);
            this.tries -= 1;
            match result {
                Ok(Flow::Next) => this.body(&of.orelse),
                Err(Stop::Raise(raised)) => {
                    let class = raised.class.clone();
                    this.handle(&class, Err(Stop::Raise(raised)), of)
                }
                result => result,
            }
        };
        let gives_up = of.handlers.iter().all(ends_badly);
        let result = if gives_up && !hazard.is_plain {
            // Whatever is caught ends the file all the same, as it would without the `try`.
            succeeds(self)
        } else {
            let class = hazard.class;
            self.fork(hazard.origin, succeeds, |this| {
                let uncaught = Stop::Raise(Box::new(this.unnamed(hazard)));
                this.handle(class, Err(uncaught), of)
            })
        };
        self.pass_on(base, Some(of));
        result
    }

    fn unnamed(&self, hazard: Hazard) -> super::hazard::Raised {
        let range = match hazard.origin {
            Origin::Code(_, range) | Origin::Text(_, range) => range,
            Origin::Note(_) => TextRange::default(),
        };
        super::hazard::Raised {
            class: hazard.class.to_owned(),
            kind: super::FaultKind::ImportFails,
            place: self.place(range),
            // Told only where the other way ends with an exception as well.
            message: format!(
                "This raises {}, or what follows it does, whenever the file is imported, so Airflow loads nothing of it",
                exception(hazard.class)
            ),
            help: "Raise it inside a task, or under a condition.".into(),
            is_modelled: false,
        }
    }

    /// What this `try` does not catch, the one around it may.
    fn pass_on(&mut self, base: usize, caught_by: Option<&'a ast::StmtTry>) {
        let rest = self.hazards.split_off(base.min(self.hazards.len()));
        for hazard in rest {
            let caught = caught_by.is_some_and(|of| self.may_catch(hazard.class, of));
            if !caught {
                self.hazard(hazard.origin, hazard.class, hazard.is_plain);
            }
        }
    }

    pub(super) fn raise(&mut self, of: &'a ast::StmtRaise) -> Run<Flow<'a>> {
        let class = match &of.exc {
            Some(exc) => {
                let value = match exc.as_ref() {
                    Expr::Call(call) => {
                        let class = self.evaluate(&call.func)?;
                        let arguments = self.call_arguments(&call.arguments)?;
                        let own = matches!(self.state.object(&class), Some(super::object::Object::Class(_)));
                        let site = super::call::CallSite { range: call.range(), callee: call.func.range() };
                        // What it carries, a handler may take out again.
                        let given: Vec<Value<'a>> = arguments.all().cloned().collect();
                        given
                            .iter()
                            .for_each(|value| self.escape(value, Origin::Code(self.module(), call.range())));
                        self.raising = if own { self.apply(&class, arguments, site).ok() } else { None };
                        class
                    }
                    expr => {
                        self.raising = None;
                        self.evaluate(expr)?
                    }
                };
                self.exception_name(&value)
            }
            None => String::new(),
        };
        if class == "SystemExit" {
            return Err(Stop::Exit(self.place(of.range)));
        }
        let what = exception(&class);
        Err(Stop::Raise(Box::new(super::hazard::Raised {
            class,
            kind: super::FaultKind::ImportFails,
            place: self.place(of.range),
            message: format!(
                "This raises {what} whenever the file is imported, so Airflow loads nothing of it"
            ),
            help: "Raise it inside a task, or under a condition.".into(),
            is_modelled: false,
        })))
    }

    pub(super) fn assert(&mut self, of: &'a ast::StmtAssert) -> Run<Flow<'a>> {
        let value = self.evaluate(&of.test)?;
        match self.truth(&value) {
            Some(true) => Ok(Flow::Next),
            Some(false) => Err(self.raised_at("AssertionError", of.range, "This assertion is false")),
            None => {
                // An author asserts what holds; only what the environment decides is left open.
                if self.is_about_setting(&of.test) {
                    self.hazard(self.origin(of.test.as_ref()), "AssertionError", true);
                }
                self.imply(&of.test, true);
                Ok(Flow::Next)
            }
        }
    }
}

/// An exception by its class, which may not be known.
fn exception(class: &str) -> String {
    if class.is_empty() { "an exception".to_owned() } else { format!("`{class}`") }
}

/// Whether a handler ends with an exception of its own, or with the process.
fn ends_badly(handler: &ast::ExceptHandler) -> bool {
    let ast::ExceptHandler::ExceptHandler(handler) = handler;
    match handler.body.last() {
        Some(Stmt::Raise(_)) => true,
        Some(Stmt::Expr(of)) => match of.value.as_ref() {
            Expr::Call(call) => match call.func.as_ref() {
                Expr::Attribute(of) => of.attr.as_str() == "exit",
                Expr::Name(name) => name.id.as_str() == "exit",
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}
