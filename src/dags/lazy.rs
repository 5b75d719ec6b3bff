//! What generators and other lazy iterators do, they do when something asks for their elements.
//!
//! Here they run at once. So the DAGs that they build are in doubt until all of the iterator is used: one that nothing
//! uses builds none, one that is left early builds some.

use super::interpret::Interpreter;
use super::object::{At, Object};
use super::value::{Origin, Value};

/// An iterator that built DAGs.
#[derive(Debug, Clone)]
pub(super) struct Lazy {
    iterator: At,
    why: Origin,
    dags: Vec<At>,
}

/// Before something ran that may be lazy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    heap: usize,
    used: usize,
}

impl<'a> Interpreter<'a> {
    pub(super) fn before_lazy(&self) -> Before {
        Before { heap: self.state.heap_len(), used: self.used.len() }
    }

    /// Puts into doubt what was built since then, if the result is an iterator.
    pub(super) fn made_lazily(&mut self, result: &Value<'a>, before: Before, why: Origin) {
        let used = self.used.split_off(before.used.min(self.used.len()));
        let Value::Ref(iterator) = result else { return self.used.extend(used) };
        if !matches!(self.state.at(*iterator), Object::Iterator(_)) {
            return self.used.extend(used);
        }
        let built =
            (before.heap..self.state.heap_len()).filter(|at| matches!(self.state.at(*at), Object::Dag(_)));
        let dags: Vec<At> = built.chain(used).collect();
        for at in &dags {
            self.set_doubt(*at, None, Some(why));
        }
        if !dags.is_empty() {
            self.lazies.push(Lazy { iterator: *iterator, why, dags });
        }
    }

    /// Whether using this builds DAGs.
    pub(super) fn is_lazy(&self, iterator: At) -> bool {
        self.lazies.iter().any(|lazy| lazy.iterator == iterator)
    }

    /// All of an iterator was used.
    pub(super) fn used_up(&mut self, iterator: At) {
        let doubt = self.doubt();
        let found = self.lazies.iter().rposition(|lazy| lazy.iterator == iterator);
        let Some(lazy) = found.and_then(|place| self.lazies.get(place)).cloned() else { return };
        for at in lazy.dags {
            self.set_doubt(at, Some(lazy.why), doubt);
            self.used.push(at);
        }
    }

    fn set_doubt(&mut self, at: At, from: Option<Origin>, to: Option<Origin>) {
        let is_so = matches!(self.state.at(at), Object::Dag(dag) if dag.doubt == from);
        if is_so
            && from != to
            && let Object::Dag(dag) = self.state.at_mut(at)
        {
            dag.doubt = to;
        }
    }
}
