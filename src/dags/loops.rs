//! `for` and `while`: rounds that are known run one by one; others once, as rounds that may be.

use super::exits::Exits;
use super::hazard::Stop;
use super::interpret::{Flow, Interpreter, Left, Run};
use super::kind::Deed;
use super::method::file::is_file;
use super::object::{At, Object, SHUFFLED};
use super::value::{Origin, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Expr, Stmt};

/// How often a loop is followed.
const MOST_ROUNDS: usize = 5_000;

impl<'a> Interpreter<'a> {
    pub(super) fn for_loop(&mut self, of: &'a ast::StmtFor) -> Run<Flow<'a>> {
        let iterable = self.evaluate(&of.iter)?;
        self.wants_setting(&of.iter, &iterable, "TypeError");
        let why = self.origin(of.iter.as_ref());
        let base = self.left.len();
        let flow = match iterable.alternatives() {
            [_] => self.loop_over(of, &iterable, why),
            [first, rest @ ..] => {
                let (first, rest) = (first.clone(), Value::one_of_some(rest).unwrap_or(Value::None));
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
        };
        self.after_loop(flow, &of.orelse, base)
    }

    /// The end of a loop: its `else`, which does not run when the loop was left. `base` is how much was left before it.
    fn after_loop(&mut self, flow: Run<Flow<'a>>, orelse: &'a [Stmt], base: usize) -> Run<Flow<'a>> {
        let flow = flow?;
        let may_have_broken = self.left[base..].iter().rev().find(|left| left.is_break).map(|left| left.why);
        self.end_loop(base);
        match (flow, may_have_broken) {
            (Flow::Next, None) => self.body(orelse),
            (Flow::Next, Some(why)) => self.fork(why, |this| this.body(orelse), |_| Ok(Flow::Next)),
            (Flow::Break, _) => Ok(Flow::Next),
            (flow, _) => Ok(flow),
        }
    }

    /// The rounds of a loop. `Break`: it ended with one.
    fn loop_over(&mut self, of: &'a ast::StmtFor, iterable: &Value<'a>, why: Origin) -> Run<Flow<'a>> {
        let lines = match iterable {
            Value::Bound(file) if is_file(file) => self.file_lines(file).map(Value::Ref),
            _ => None,
        };
        let iterable = lines.as_ref().unwrap_or(iterable);
        if let Value::Ref(at) = iterable
            && matches!(self.state.at(*at), Object::Iterator(list) if list.is_exact())
        {
            let mut exits = Exits::default();
            let flow = self.loop_iterator(of, *at, why, &mut exits);
            return self.close_exits(exits, flow);
        }
        let (items, open) = match self.elements(iterable) {
            Some(list) if list.items.len() <= MOST_ROUNDS && list.open == Some(SHUFFLED) => {
                return self.loop_shuffled(of, list.items, why);
            }
            Some(list) if list.items.len() <= MOST_ROUNDS => (list.items, list.open),
            _ => {
                self.allow(iterable, Deed::Iterate, of.iter.range())?;
                return self.loop_unknown(of, why);
            }
        };
        let mut exits = Exits::default();
        let flow = self.loop_items(of, iterable, items, why, &mut exits);
        let flow = match (flow, open) {
            (Ok(Flow::Next), Some(why)) => self.loop_unknown(of, why),
            (flow, _) => flow,
        };
        self.close_exits(exits, flow)
    }

    fn loop_items(
        &mut self,
        of: &'a ast::StmtFor,
        iterable: &Value<'a>,
        mut items: Vec<Value<'a>>,
        why: Origin,
        exits: &mut Exits,
    ) -> Run<Flow<'a>> {
        let base = self.left.len();
        let mut at = 0;
        while let Some(item) = items.get(at).cloned() {
            at += 1;
            let flow = self.whole_round(of, item, base, why, exits)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
            // A list that its own loop changes: the next round takes what is at the next place then.
            if let Some(Object::List(list)) = self.state.object(iterable)
                && list.items.len() != items.len()
            {
                if list.items.len() > MOST_ROUNDS || !list.is_exact() {
                    return self.loop_unknown(of, why);
                }
                items.clone_from(&list.items);
            }
        }
        Ok(Flow::Next)
    }

    /// A round of a loop: `Next`, or how the loop ends with it.
    fn whole_round(
        &mut self,
        of: &'a ast::StmtFor,
        item: Value<'a>,
        base: usize,
        why: Origin,
        exits: &mut Exits,
    ) -> Run<Flow<'a>> {
        let left = self.left.len();
        let flow = self.any_round(of, item, why);
        let flow = self.survive_round(flow, base)?;
        self.end_round(base);
        if matches!(flow, Flow::Break | Flow::Return(_)) {
            return Ok(flow);
        }
        self.note_exit(left, exits);
        Ok(Flow::Next)
    }

    /// A loop over an iterator takes its elements one by one: its body may take some too, and leaves the rest.
    fn loop_iterator(
        &mut self,
        of: &'a ast::StmtFor,
        at: At,
        why: Origin,
        exits: &mut Exits,
    ) -> Run<Flow<'a>> {
        let base = self.left.len();
        loop {
            let item = match self.state.at_mut(at) {
                Object::Iterator(rest) if !rest.is_exact_in_front() => return self.loop_unknown(of, why),
                Object::Iterator(rest) => rest.items.pop_front(),
                _ => None,
            };
            let Some(item) = item else { break };
            let flow = self.whole_round(of, item, base, why, exits)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        self.used_up(at);
        Ok(Flow::Next)
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

    fn end_loop(&mut self, base: usize) {
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
        self.repeat(why, |this| this.round(&of.target, Value::Unknown(why), &of.body))?;
        Ok(Flow::Next)
    }

    /// Something that runs any number of times: once to see what it changes, once with that unknown. Ways out of it, a
    /// `break` too, are among those that were left.
    pub(super) fn repeat(
        &mut self,
        why: Origin,
        mut round: impl FnMut(&mut Self) -> Run<Flow<'a>>,
    ) -> Run<()> {
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
        self.end_round(base);
        match flow? {
            flow @ (Flow::Return(_) | Flow::Break) => self.leave(flow, why),
            Flow::Next | Flow::Continue => {}
        }
        Ok(())
    }

    pub(super) fn while_loop(&mut self, of: &'a ast::StmtWhile) -> Run<Flow<'a>> {
        let base = self.left.len();
        let mut exits = Exits::default();
        let flow = self.while_rounds(of, &mut exits);
        let flow = self.close_exits(exits, flow);
        self.after_loop(flow, &of.orelse, base)
    }

    /// `Break`: the loop ended with one.
    fn while_rounds(&mut self, of: &'a ast::StmtWhile, exits: &mut Exits) -> Run<Flow<'a>> {
        let base = self.left.len();
        let why = self.origin(of.test.as_ref());
        for _ in 0..MOST_ROUNDS {
            self.spend(1)?;
            let test = self.evaluate(&of.test)?;
            match self.truth(&test) {
                Some(true) => {}
                Some(false) => return Ok(Flow::Next),
                None => break,
            }
            let left = self.left.len();
            let flow = self.body(&of.body);
            let flow = self.survive_round(flow, base)?;
            self.end_round(base);
            if matches!(flow, Flow::Break | Flow::Return(_)) {
                return Ok(flow);
            }
            self.note_exit(left, exits);
            // Whether there is another round is not known: the rest is explored as such.
            if self.left[base..].iter().any(|left| left.is_break) {
                break;
            }
        }
        self.repeat(why, |this| this.body(&of.body))?;
        Ok(Flow::Next)
    }
}
