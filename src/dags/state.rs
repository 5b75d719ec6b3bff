//! Variables and heap, and how two ways through a branch become one again.
//!
//! A branch is tried from a mark: every change to what was there before the mark is written into a trail with the
//! value before it. So leaving a branch costs what the branch changed, not what there is.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::object::{At, List, Object};
use super::value::{Origin, Text, Value};
use super::view::View;

/// How many variables a module is made for.
const MODULE_NAMES: usize = 24;
/// How many objects a run is made for.
const OBJECTS: usize = 32;

/// What a frame belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FrameKind {
    Module,
    Class(At),
    Function,
    Comprehension,
    /// Of a generic function or class: what a class body around it holds can be read in it.
    TypeParameters,
}

/// The variables of one scope.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    variables: IndexMap<Text<'a>, Value<'a>, FxBuildHasher>,
    /// The scope around it; `None` for a module.
    pub(super) parent: Option<usize>,
    pub(super) kind: FrameKind,
    pub(super) module: u16,
    /// Names declared `global` or `nonlocal`, with the frame that they mean.
    pub(super) elsewhere: Vec<(&'a str, usize)>,
    /// The class whose method runs here.
    pub(super) owner: Option<At>,
    /// The first argument of that method.
    pub(super) receiver: Option<Value<'a>>,
    /// The names that the body of the function binds, sorted.
    pub(super) locals: Option<std::rc::Rc<[Box<str>]>>,
    /// Why it may hold names that are not known: `from x import *`, `globals().update(unknown)`.
    pub(super) open: Option<Origin>,
}

impl<'a> Frame<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Text<'a>, &Value<'a>)> {
        self.variables.iter()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value<'a>> {
        self.variables.get(name)
    }
}

#[derive(Debug)]
struct Cell<'a> {
    object: Object<'a>,
    /// The mark since which its earlier state is in the trail.
    saved: u32,
    /// Of a list that is a view of a dictionary.
    view: Option<View>,
}

#[derive(Debug)]
enum Change<'a> {
    Variable { frame: usize, name: Text<'a>, before: Option<Value<'a>> },
    Object { at: At, before: Box<Object<'a>>, saved: u32 },
    Open { frame: usize, before: Option<Origin> },
}

/// A moment to come back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    serial: u32,
    trail: usize,
    heap: usize,
    frames: usize,
}

/// What a branch changed, taken back.
#[derive(Debug, Default)]
pub(super) struct Delta<'a> {
    variables: Vec<(usize, Text<'a>, Option<Value<'a>>)>,
    objects: Vec<(At, Object<'a>)>,
    open: Vec<(usize, Option<Origin>)>,
}

/// Everything that running code changes.
#[derive(Debug, Default)]
pub(super) struct State<'a> {
    frames: Vec<Frame<'a>>,
    heap: Vec<Cell<'a>>,
    trail: Vec<Change<'a>>,
    marks: Vec<Mark>,
    serial: u32,
    /// Elements of containers that were made, kept or made uncertain since [`Self::copied`] was asked last.
    copied: usize,
}

impl<'a> State<'a> {
    /// How many elements were put into new containers, kept for the way back or made uncertain, since this was asked
    /// last.
    pub(super) fn copied(&mut self) -> usize {
        std::mem::take(&mut self.copied)
    }

    pub(super) fn new_frame(&mut self, parent: Option<usize>, kind: FrameKind, module: u16) -> usize {
        let expected = if kind == FrameKind::Module { MODULE_NAMES } else { 0 };
        self.frames.push(Frame {
            variables: IndexMap::with_capacity_and_hasher(expected, FxBuildHasher),
            parent,
            kind,
            module,
            elsewhere: Vec::new(),
            owner: None,
            receiver: None,
            locals: None,
            open: None,
        });
        self.frames.len() - 1
    }

    pub(super) fn frame(&self, at: usize) -> &Frame<'a> {
        &self.frames[at]
    }

    /// For what does not change once the frame is set up.
    pub(super) fn frame_mut(&mut self, at: usize) -> &mut Frame<'a> {
        &mut self.frames[at]
    }

    pub(super) fn set(&mut self, frame: usize, name: Text<'a>, value: Value<'a>) {
        let is_traced = self.is_traced_frame(frame);
        let variables = &mut self.frames[frame].variables;
        if is_traced {
            let before = variables.insert(name.clone(), value);
            self.trail.push(Change::Variable { frame, name, before });
        } else {
            variables.insert(name, value);
        }
    }

    pub(super) fn unset(&mut self, frame: usize, name: &str) -> Option<Value<'a>> {
        let (key, before) = self.frames[frame].variables.shift_remove_entry(name)?;
        if self.is_traced_frame(frame) {
            self.trail.push(Change::Variable { frame, name: key, before: Some(before.clone()) });
        }
        Some(before)
    }

    /// The frame may hold names that are not known.
    pub(super) fn open_frame(&mut self, frame: usize, why: Origin) {
        let before = self.frames[frame].open;
        if before.is_none() {
            if self.is_traced_frame(frame) {
                self.trail.push(Change::Open { frame, before });
            }
            self.frames[frame].open = Some(why);
        }
    }

    fn is_traced_frame(&self, frame: usize) -> bool {
        self.marks.last().is_some_and(|mark| frame < mark.frames)
    }

    pub(super) fn allocate(&mut self, object: Object<'a>) -> At {
        self.copied += object.len();
        if self.heap.is_empty() {
            self.heap.reserve(OBJECTS);
        }
        self.heap.push(Cell { object, saved: 0, view: None });
        self.heap.len() - 1
    }

    pub(super) fn make(&mut self, object: Object<'a>) -> Value<'a> {
        Value::Ref(self.allocate(object))
    }

    /// A view of a dictionary, which shows these.
    pub(super) fn make_view(&mut self, list: List<'a>, view: View) -> Value<'a> {
        let at = self.allocate(Object::List(list));
        self.heap[at].view = Some(view);
        Value::Ref(at)
    }

    /// What a view shows; `None`: it is no view.
    pub(super) fn view(&self, value: &Value<'a>) -> Option<View> {
        match value {
            Value::Ref(at) => self.heap[*at].view,
            _ => None,
        }
    }

    pub(super) fn at(&self, at: At) -> &Object<'a> {
        &self.heap[at].object
    }

    pub(super) fn at_mut(&mut self, at: At) -> &mut Object<'a> {
        let cell = &mut self.heap[at];
        if let Some(mark) = self.marks.last()
            && at < mark.heap
            && cell.saved != mark.serial
        {
            self.copied += cell.object.len();
            self.trail.push(Change::Object { at, before: Box::new(cell.object.clone()), saved: cell.saved });
            cell.saved = mark.serial;
        }
        &mut cell.object
    }

    /// An object may hold more, other things and less than is known.
    pub(super) fn loosen(&mut self, at: At, why: Origin) {
        self.copied += 2 * self.at(at).len();
        self.at_mut(at).loosen(why);
    }

    pub(super) fn object(&self, value: &Value<'a>) -> Option<&Object<'a>> {
        match value {
            Value::Ref(at) => Some(&self.heap[*at].object),
            _ => None,
        }
    }

    pub(super) fn object_mut(&mut self, value: &Value<'a>) -> Option<&mut Object<'a>> {
        match value {
            Value::Ref(at) => Some(self.at_mut(*at)),
            _ => None,
        }
    }

    pub(super) fn objects(&self) -> impl Iterator<Item = (At, &Object<'a>)> {
        self.heap.iter().enumerate().map(|(at, cell)| (at, &cell.object))
    }

    /// How many objects there are.
    pub(super) fn heap_len(&self) -> usize {
        self.heap.len()
    }

    /// Objects that were there at the mark and have changed since.
    pub(super) fn changed_since(&self, mark: Mark) -> Vec<At> {
        let changed = self.trail[mark.trail..].iter().filter_map(|change| match change {
            Change::Object { at, .. } => Some(*at),
            _ => None,
        });
        changed.collect()
    }

    /// Objects that were made since the mark.
    pub(super) fn made_since(&self, mark: Mark) -> impl Iterator<Item = &Object<'a>> {
        self.heap[mark.heap..].iter().map(|cell| &cell.object)
    }

    pub(super) fn mark(&mut self) -> Mark {
        self.serial += 1;
        let mark = Mark {
            serial: self.serial,
            trail: self.trail.len(),
            heap: self.heap.len(),
            frames: self.frames.len(),
        };
        self.marks.push(mark);
        mark
    }

    /// Keeps what happened since the mark.
    pub(super) fn keep(&mut self, mark: Mark) {
        debug_assert_eq!(self.marks.last().map(|last| last.serial), Some(mark.serial));
        self.marks.pop();
        if self.marks.is_empty() {
            self.trail.clear();
        }
    }

    /// Forgets what happened since the mark, objects that were made included: nothing may refer to them.
    pub(super) fn forget(&mut self, mark: Mark) {
        self.roll_back(mark);
        self.heap.truncate(mark.heap);
        self.frames.truncate(mark.frames);
        self.keep(mark);
    }

    /// Takes back what changed since the mark, and gives it. Objects that were made stay; the mark too.
    pub(super) fn take(&mut self, mark: Mark) -> Delta<'a> {
        let mut delta = Delta { variables: Vec::new(), objects: Vec::new(), open: Vec::new() };
        let mut seen = FxHashSet::default();
        for change in &self.trail[mark.trail..] {
            match change {
                Change::Variable { frame, name, .. } => {
                    let known = delta.variables.len() < 8
                        && delta.variables.iter().any(|(at, other, _)| at == frame && other == name);
                    if !known && seen.insert((*frame, Some(name))) {
                        let value = self.frames[*frame].variables.get(&**name).cloned();
                        delta.variables.push((*frame, name.clone(), value));
                    }
                }
                Change::Object { at, .. } => {
                    if seen.insert((*at, None)) {
                        delta.objects.push((*at, self.heap[*at].object.clone()));
                    }
                }
                Change::Open { frame, .. } => delta.open.push((*frame, self.frames[*frame].open)),
            }
        }
        self.roll_back(mark);
        delta
    }

    fn roll_back(&mut self, mark: Mark) {
        for change in self.trail.drain(mark.trail..).rev() {
            match change {
                Change::Variable { frame, name, before } => {
                    let variables = &mut self.frames[frame].variables;
                    match before {
                        Some(value) => {
                            variables.insert(name, value);
                        }
                        None => {
                            variables.shift_remove(&*name);
                        }
                    }
                }
                Change::Object { at, before, saved } => {
                    let cell = &mut self.heap[at];
                    cell.object = *before;
                    cell.saved = saved;
                }
                Change::Open { frame, before } => self.frames[frame].open = before,
            }
        }
    }

    /// Does again what a branch did, after [`Self::take`].
    pub(super) fn redo(&mut self, delta: Delta<'a>) {
        for (frame, name, value) in delta.variables {
            match value {
                Some(value) => self.set(frame, name, value),
                None => {
                    self.unset(frame, &name);
                }
            }
        }
        for (at, object) in delta.objects {
            *self.at_mut(at) = object;
        }
        for (frame, open) in delta.open {
            if let Some(why) = open {
                self.open_frame(frame, why);
            }
        }
    }

    /// The state after either of two ways: the one that `delta` was taken of, and the one that ran since. `why`
    /// names the condition. Ends the mark.
    pub(super) fn join(&mut self, mark: Mark, delta: Delta<'a>, why: Origin) {
        let mut seen: FxHashSet<(usize, Option<Text<'a>>)> = FxHashSet::default();
        let (mut variables, mut objects) = (Vec::new(), Vec::new());
        // What this way changed and the other did not: there it is what it was before the mark.
        for change in &self.trail[mark.trail..] {
            match change {
                Change::Variable { frame, name, before } => {
                    if seen.insert((*frame, Some(name.clone()))) {
                        variables.push((*frame, name.clone(), before.clone()));
                    }
                }
                Change::Object { at, before, .. } => {
                    if seen.insert((*at, None)) {
                        objects.push((*at, before.as_ref().clone()));
                    }
                }
                Change::Open { .. } => {}
            }
        }
        for (frame, name, value) in delta.variables {
            match variables.iter_mut().find(|(at, other, _)| *at == frame && *other == name) {
                Some(known) => known.2 = value,
                None => variables.push((frame, name, value)),
            }
        }
        for (at, object) in delta.objects {
            match objects.iter_mut().find(|(other, _)| *other == at) {
                Some(known) => known.1 = object,
                None => objects.push((at, object)),
            }
        }
        for (frame, name, theirs) in variables {
            let ours = self.frames[frame].variables.get(&*name).cloned();
            if ours != theirs {
                let value = Value::either(ours.unwrap_or(Value::Absent), theirs.unwrap_or(Value::Absent));
                self.set(frame, name, value);
            }
        }
        for (at, theirs) in objects {
            if *self.at(at) != theirs {
                self.at_mut(at).join(theirs, why);
            }
        }
        for (frame, open) in delta.open {
            if let Some(why) = open {
                self.open_frame(frame, why);
            }
        }
        self.keep(mark);
    }

    /// What a loop's body changes is not known any more: it may run any number of times. `delta` is what one run
    /// of it did.
    pub(super) fn blur(&mut self, delta: Delta<'a>, why: Origin) {
        for (frame, name, value) in delta.variables {
            let now = self.frames[frame].variables.get(&*name).cloned().unwrap_or(Value::Absent);
            let value = value.map_or(now.clone(), |value| Value::either(now, value));
            self.set(frame, name, Value::either(value, Value::Unknown(why)));
        }
        for (at, theirs) in delta.objects {
            self.copied += 2 * self.at(at).len();
            let object = self.at_mut(at);
            if matches!(object, Object::List(_) | Object::Iterator(_)) && !matches!(theirs, Object::Opaque(_))
            {
                object.loosen(why);
            } else {
                object.join(theirs, why);
                object.loosen(why);
            }
        }
        for (frame, open) in delta.open {
            if open.is_some() {
                self.open_frame(frame, why);
            }
        }
    }

    /// Objects that were made since the mark count as never made.
    pub(super) fn dissolve(&mut self, mark: Mark, why: Origin) {
        for cell in &mut self.heap[mark.heap..] {
            if matches!(cell.object, Object::Dag(_) | Object::Task(_) | Object::Group(_) | Object::Factory(_))
            {
                cell.object = Object::Opaque(why);
            }
        }
    }
}
