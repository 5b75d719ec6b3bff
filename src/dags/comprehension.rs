//! Running module code on values that may be unknown: comprehensions.

use super::dict::Dict;
use super::interpret::{Flow, Interpreter, Run};
use super::kind::Deed;
use super::object::{List, Object, SHUFFLED, either_open};
use super::state::FrameKind;
use super::value::{Origin, Value};
use crate::python::Ranged;
use crate::python::ast::{self, Comprehension};

impl<'a> Interpreter<'a> {
    /// What the element expression gives in each round.
    pub(super) fn comprehension(
        &mut self,
        generators: &'a [Comprehension],
        mut element: impl FnMut(&mut Self) -> Run<Value<'a>>,
    ) -> Run<List<'a>> {
        let mut found = List::default();
        let first = self.first_iterable(generators)?;
        self.inside_comprehension(|this| this.rounds(generators, first, &mut found, &mut element))?;
        Ok(found)
    }

    pub(super) fn dict_comprehension(&mut self, of: &'a ast::ExprDictComp) -> Run<Value<'a>> {
        let mut found = List::default();
        let mut pair = |this: &mut Self| {
            let key = match &of.key {
                Some(key) => this.evaluate(key)?,
                None => this.unknown(of),
            };
            let value = this.evaluate(&of.value)?;
            Ok(Value::Tuple([key, value].into()))
        };
        let first = self.first_iterable(&of.generators)?;
        self.inside_comprehension(|this| this.rounds(&of.generators, first, &mut found, &mut pair))?;
        let why = self.origin(of);
        let mut dict = Dict::default();
        for item in found.items {
            let maybe = item.may_be_absent();
            if let Value::Tuple(pair) = item.present() {
                let [key, value] = &*pair else { continue };
                let value = if maybe { Value::either(value.clone(), Value::Absent) } else { value.clone() };
                self.allow_key(key, of.range())?;
                dict.set(key.clone(), value, why);
            }
        }
        match found.open {
            Some(SHUFFLED) => dict.shuffled = true,
            Some(why) => dict.loosen(why),
            None => {}
        }
        self.blur_twins(&mut dict, why);
        Ok(self.state.make(Object::Dict(dict)))
    }

    /// The first iterable belongs to the scope around the comprehension: in the body of a class it alone sees its names.
    fn first_iterable(&mut self, generators: &'a [Comprehension]) -> Run<Option<Value<'a>>> {
        generators.first().map(|generator| self.evaluate(&generator.iter)).transpose()
    }

    fn inside_comprehension<T>(&mut self, run: impl FnOnce(&mut Self) -> Run<T>) -> Run<T> {
        let outer = self.scope;
        let (module, owner) = (self.module(), self.state.frame(outer).owner);
        let receiver = self.state.frame(outer).receiver.clone();
        self.scope = self.state.new_frame(Some(outer), FrameKind::Comprehension, module);
        let frame = self.state.frame_mut(self.scope);
        frame.owner = owner;
        frame.receiver = receiver;
        let result = run(self);
        self.scope = outer;
        result
    }

    fn rounds(
        &mut self,
        generators: &'a [Comprehension],
        iterable: Option<Value<'a>>,
        found: &mut List<'a>,
        element: &mut dyn FnMut(&mut Self) -> Run<Value<'a>>,
    ) -> Run<()> {
        let Some((generator, rest)) = generators.split_first() else {
            let value = element(self)?;
            found.items.push(value);
            return Ok(());
        };
        let iterable = match iterable {
            Some(iterable) => iterable,
            None => self.evaluate(&generator.iter)?,
        };
        self.wants_setting(&generator.iter, &iterable, "TypeError");
        let why = self.origin(&generator.iter);
        let Some(list) = self.elements(&iterable) else {
            self.allow(&iterable, Deed::Iterate, generator.iter.range())?;
            return self.unknown_rounds(generator, rest, Value::Unknown(why), why, found, element);
        };
        for item in list.items {
            self.spend(1)?;
            let maybe = item.may_be_absent();
            let item = item.present();
            if maybe {
                self.perhaps(why, found, |this, found| {
                    this.one_round(generator, rest, item, found, element)
                })?;
            } else {
                self.one_round(generator, rest, item, found, element)?;
            }
        }
        if list.open == Some(SHUFFLED) {
            found.open = either_open(found.open, list.open);
        } else if let Some(why) = list.open {
            self.unknown_rounds(generator, rest, Value::Unknown(why), why, found, element)?;
        }
        Ok(())
    }

    fn one_round(
        &mut self,
        generator: &'a Comprehension,
        rest: &'a [Comprehension],
        item: Value<'a>,
        found: &mut List<'a>,
        element: &mut dyn FnMut(&mut Self) -> Run<Value<'a>>,
    ) -> Run<()> {
        self.assign(&generator.target, item)?;
        let mut doubt = None;
        for test in &generator.ifs {
            let value = self.evaluate(test)?;
            match self.truth(&value) {
                Some(true) => {}
                Some(false) => return Ok(()),
                None => doubt = Some(self.origin(test)),
            }
        }
        match doubt {
            Some(why) => self.perhaps(why, found, |this, found| {
                for test in &generator.ifs {
                    this.imply(test, true);
                }
                this.rounds(rest, None, found, element)
            }),
            None => self.rounds(rest, None, found, element),
        }
    }

    /// What is found may not be there.
    fn perhaps(
        &mut self,
        why: Origin,
        found: &mut List<'a>,
        run: impl FnOnce(&mut Self, &mut List<'a>) -> Run<()>,
    ) -> Run<()> {
        let mut more = List::default();
        self.fork(why, |this| run(this, &mut more).map(|()| Flow::Next), |_| Ok(Flow::Next))?;
        found.items.extend(more.items.into_iter().map(|item| Value::either(item, Value::Absent)));
        found.open = either_open(found.open, more.open);
        Ok(())
    }

    /// Any number of rounds: they are explored for what they do, and what they give is open.
    fn unknown_rounds(
        &mut self,
        generator: &'a Comprehension,
        rest: &'a [Comprehension],
        item: Value<'a>,
        why: Origin,
        found: &mut List<'a>,
        element: &mut dyn FnMut(&mut Self) -> Run<Value<'a>>,
    ) -> Run<()> {
        let mut more = List::default();
        self.fork(
            why,
            |this| this.one_round(generator, rest, item, &mut more, element).map(|()| Flow::Next),
            |_| Ok(Flow::Next),
        )?;
        found.open = Some(why);
        // DAGs among them must not be lost.
        let dags = more.items.into_iter().filter(|item| self.is_dag(item));
        found.items.extend(dags.map(|item| Value::either(item, Value::Absent)));
        Ok(())
    }
}
