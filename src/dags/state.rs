//! Variables and heap, and how two ways through a branch become one again.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::value::{Certainty, Dag, Object, Value};

/// The variables of one scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame<'a> {
    pub(super) variables: BTreeMap<String, Value<'a>>,
    /// The scope around it; `None` for the module.
    pub(super) parent: Option<usize>,
    /// A class body: invisible to the functions in it.
    pub(super) is_class: bool,
    /// Names declared `global`.
    pub(super) globals: BTreeSet<String>,
    /// Names declared `nonlocal`.
    pub(super) nonlocals: BTreeSet<String>,
}

/// Everything that running code changes.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) heap: Vec<Object<'a>>,
}

impl<'a> State<'a> {
    pub(super) fn new() -> Self {
        Self { frames: vec![Frame::default()], heap: Vec::new() }
    }

    pub(super) fn allocate(&mut self, object: Object<'a>) -> Value<'a> {
        self.heap.push(object);
        Value::Ref(self.heap.len() - 1)
    }

    pub(super) fn frame(&mut self, parent: usize, is_class: bool) -> usize {
        self.frames.push(Frame { parent: Some(parent), is_class, ..Frame::default() });
        self.frames.len() - 1
    }

    pub(super) fn object(&self, value: &Value<'a>) -> Option<&Object<'a>> {
        match value {
            Value::Ref(at) => self.heap.get(*at),
            _ => None,
        }
    }

    pub(super) fn object_mut(&mut self, value: &Value<'a>) -> Option<&mut Object<'a>> {
        match value {
            Value::Ref(at) => self.heap.get_mut(*at),
            _ => None,
        }
    }

    pub(super) fn dag_mut(&mut self, value: &Value<'a>) -> Option<&mut Dag> {
        match self.object_mut(value) {
            Some(Object::Dag(dag)) => Some(dag),
            _ => None,
        }
    }

    /// Makes room so that what another branch allocates does not share places with what `taken` did.
    pub(super) fn reserve_like(&mut self, taken: &Self) {
        let gone = || Object::Opaque("a value of another branch".into());
        self.heap.resize_with(taken.heap.len().max(self.heap.len()), gone);
        self.frames.resize_with(taken.frames.len().max(self.frames.len()), Frame::default);
    }

    /// The state after `self` or `other`, where `other` ran after [`Self::reserve_like`] of `self`. `common` is
    /// how long heap and frames were before both. `why` names the condition.
    pub(super) fn merge(&mut self, other: Self, common: (usize, usize), why: &Rc<str>) {
        self.merge_heap(other.heap, common.0, why);
        for (at, theirs) in other.frames.into_iter().enumerate() {
            let Some(ours) = self.frames.get_mut(at) else {
                self.frames.push(theirs);
                continue;
            };
            if at >= common.1 {
                continue;
            }
            let absent = || Value::Unknown(why.clone());
            let mut all = std::mem::take(&mut ours.variables);
            for (name, value) in &mut all {
                let theirs = theirs.variables.get(name).cloned().unwrap_or_else(absent);
                let own = std::mem::replace(value, Value::None);
                *value = Value::either(own, theirs);
            }
            for (name, value) in theirs.variables {
                all.entry(name).or_insert_with(|| Value::either(absent(), value));
            }
            ours.variables = all;
        }
    }

    /// Keeps what `other` allocated, and what it did to shared DAGs, but none of its variables.
    pub(super) fn keep_heap_of(&mut self, other: Self, common: (usize, usize), why: &Rc<str>) {
        self.merge_heap(other.heap, common.0, why);
        let known = self.frames.len();
        self.frames.extend(other.frames.into_iter().skip(known));
    }

    fn merge_heap(&mut self, theirs: Vec<Object<'a>>, common: usize, why: &Rc<str>) {
        for (at, theirs) in theirs.into_iter().enumerate() {
            match self.heap.get_mut(at) {
                None => self.heap.push(theirs),
                Some(ours) if at < common => merge_object(ours, theirs, why),
                Some(ours @ Object::Opaque(_)) => *ours = theirs,
                Some(_) => {}
            }
        }
    }
}

fn merge_object<'a>(ours: &mut Object<'a>, theirs: Object<'a>, why: &Rc<str>) {
    match (&mut *ours, theirs) {
        (Object::Dag(ours), Object::Dag(theirs)) => {
            if ours.entered != theirs.entered {
                ours.entered = Certainty::Maybe(why.clone());
            }
            ours.escaped = ours.escaped.take().or(theirs.escaped);
        }
        (mine, theirs) if *mine == theirs => {}
        _ => *ours = Object::Opaque(why.clone()),
    }
}
