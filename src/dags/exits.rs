//! Ways out of a function or loop that may have been taken: `return`, `break` and `continue` under a condition that is
//! not known.
//!
//! What comes after such a statement runs for the other case alone. So all that it changes may also be as it was before:
//! the state is kept there, and joined with that at the end of what the way out leaves.

use super::interpret::{Flow, Interpreter, Run};
use super::state::{Delta, Mark};
use super::value::Origin;

/// The states at ways out, first to last: after the statements that may have been left by them.
#[derive(Debug, Default)]
pub(super) struct Exits(Vec<(Mark, Origin)>);

impl<'a> Interpreter<'a> {
    /// Keeps the state if something was left since there were `left` ways out. Every mark that is set afterwards must
    /// end before [`Self::close_exits`].
    pub(super) fn note_exit(&mut self, left: usize, exits: &mut Exits) {
        if let Some(way) = self.left.get(left..).and_then(<[_]>::last).copied() {
            exits.0.push((self.state.mark(), way.why));
        }
    }

    /// Joins what is now with what was at each way out.
    pub(super) fn close_exits(&mut self, exits: Exits, result: Run<Flow<'a>>) -> Run<Flow<'a>> {
        for (mark, why) in exits.0.into_iter().rev() {
            if result.is_ok() {
                self.state.join(mark, Delta::default(), why);
            } else {
                self.state.keep(mark);
            }
        }
        result
    }
}
