//! Arguments of built-in functions and methods that Python refuses for their type: `len(5)`, `sorted([1, "a"])`,
//! `items.extend(None)`, `dict([1, 2])`.

use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::kind::{Deed, Kind};
use super::object::Object;
use super::value::{Arguments, Value};
use crate::python::TextRange;
use crate::python::ast::CmpOp;

impl<'a> Interpreter<'a> {
    /// Ends the code where a built-in function is surely given what it does not take.
    pub(super) fn allow_builtin(
        &mut self,
        name: &'static str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let range = site.range;
        let given = arguments.positional.as_slice();
        match (name, given) {
            ("len", [of]) => self.allow(of, Deed::Length, range),
            ("list" | "tuple" | "any" | "all" | "iter", [of]) | ("sum" | "enumerate", [of, ..]) => {
                self.allow(of, Deed::Iterate, range)
            }
            ("sorted", [of, ..]) | ("min" | "max", [of]) => {
                self.allow(of, Deed::Iterate, range)?;
                if arguments.keyword("key").is_none() { self.allow_order(of, range) } else { Ok(()) }
            }
            ("set" | "frozenset", [of]) => {
                self.allow(of, Deed::Iterate, range)?;
                self.allow_keys(of, range)
            }
            ("reversed", [of]) => {
                self.allow(of, Deed::Iterate, range)?;
                self.refuse_kinds(of, &[Kind::Set, Kind::Iterator], range)
            }
            ("next", [of, ..]) => self.refuse_kinds(
                of,
                &[
                    Kind::None,
                    Kind::Bool,
                    Kind::Int,
                    Kind::Float,
                    Kind::Text,
                    Kind::Tuple,
                    Kind::Dict,
                    Kind::Set,
                    Kind::Function,
                ],
                range,
            ),
            ("map", [_, all @ ..]) | ("zip", all) => {
                all.iter().try_for_each(|of| self.allow(of, Deed::Iterate, range))
            }
            ("filter", [_, of]) => self.allow(of, Deed::Iterate, range),
            ("dict", [of, ..]) => self.allow_pairs(of, range),
            ("int" | "float", [of]) => self.refuse_kinds(
                of,
                &[
                    Kind::Tuple,
                    Kind::List,
                    Kind::Dict,
                    Kind::Set,
                    Kind::Iterator,
                    Kind::Function,
                    Kind::Module,
                    Kind::Dag,
                    Kind::Task,
                    Kind::Given,
                ],
                range,
            ),
            ("range", all) => all.iter().try_for_each(|of| {
                self.refuse_kinds(of, &[Kind::None, Kind::Float, Kind::Text, Kind::List, Kind::Dict], range)
            }),
            ("hash", [of]) => self.allow_key(of, range),
            ("isinstance" | "issubclass", [_, class]) => self.refuse_kinds(
                class,
                &[Kind::None, Kind::Bool, Kind::Int, Kind::Float, Kind::Text, Kind::List, Kind::Dict],
                range,
            ),
            ("open", [of, ..]) => self.refuse_kinds(
                of,
                &[Kind::None, Kind::Float, Kind::Tuple, Kind::List, Kind::Dict, Kind::Set],
                range,
            ),
            ("setattr", [of, Value::Str(name), _]) => self.allow_attribute(of, name, false, range),
            ("delattr", [of, Value::Str(name)]) => self.allow_attribute(of, name, true, range),
            _ => Ok(()),
        }
    }

    /// Ends the code where a method of a list, a dictionary, a set or a text is surely given what it does not take.
    pub(super) fn allow_method(
        &mut self,
        receiver: &Value<'a>,
        name: &str,
        arguments: &Arguments<'a>,
        range: TextRange,
    ) -> Run<()> {
        let Some(first) = arguments.positional.first() else { return Ok(()) };
        match receiver {
            Value::Str(_) if name == "join" => {
                self.allow(first, Deed::Iterate, range)?;
                let Value::Ref(_) = first else { return Ok(()) };
                let no_text = self.kinds_in(first).into_iter().find(|kind| {
                    matches!(
                        kind,
                        Kind::Instance(_) | Kind::Dict | Kind::List | Kind::Function | Kind::Placeholder
                    )
                });
                match no_text {
                    Some(kind) => self.wrong_type(range, "joins, among texts,", kind),
                    None => Ok(()),
                }
            }
            Value::Ref(at) => match (self.state.at(*at), name) {
                (Object::List(_), "extend" | "extendleft") => self.allow(first, Deed::Iterate, range),
                (Object::Dict(dict), "get" | "setdefault" | "pop") if dict.factory.is_none() => {
                    self.allow_key(first, range)
                }
                (Object::Dict(dict), "update") if dict.factory.is_none() => self.allow_pairs(first, range),
                (Object::Set(_), "add" | "discard" | "remove") => {
                    // `discard` and `remove` take a set for the frozen one that is equal.
                    if name == "add" { self.allow_key(first, range) } else { Ok(()) }
                }
                (
                    Object::Set(_),
                    "update" | "union" | "difference" | "intersection" | "issubset" | "issuperset",
                ) => {
                    self.allow(first, Deed::Iterate, range)?;
                    if matches!(name, "update" | "union") { self.allow_keys(first, range) } else { Ok(()) }
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// What is surely in a list, kind by kind.
    fn kinds_in(&self, of: &Value<'a>) -> Vec<Kind> {
        match self.state.object(of) {
            Some(Object::List(list)) if list.is_whole() => {
                list.items.iter().filter_map(|item| self.kind(item)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn refuse_kinds(&mut self, of: &Value<'a>, refused: &[Kind], range: TextRange) -> Run<()> {
        // A placeholder is nothing that any of them takes.
        match self.kind(of).filter(|kind| refused.contains(kind) || *kind == Kind::Placeholder) {
            Some(kind) => self.wrong_type(range, "is given", kind),
            None => Ok(()),
        }
    }

    /// Elements that become those of a set.
    fn allow_keys(&mut self, of: &Value<'a>, range: TextRange) -> Run<()> {
        let items = match of {
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(list) => list.items.clone(),
                _ => return Ok(()),
            },
            Value::Tuple(items) => items.to_vec(),
            _ => return Ok(()),
        };
        self.weigh(items.len());
        items.iter().try_for_each(|item| self.allow_key(item, range))
    }

    /// What a dictionary is made of: another one, or pairs.
    pub(super) fn allow_pairs(&mut self, of: &Value<'a>, range: TextRange) -> Run<()> {
        if let Some(Kind::Instance(class)) = self.kind(of)
            && self.class_attribute(class, "keys").is_some()
        {
            return Ok(());
        }
        self.allow(of, Deed::Iterate, range)?;
        let items = match self.state.object(of) {
            Some(Object::List(list)) if list.is_whole() => list.items.clone(),
            _ => return Ok(()),
        };
        self.weigh(items.len());
        for item in &items {
            self.allow(item, Deed::Iterate, range)?;
            if let Value::Tuple(pair) = item {
                if pair.len() != 2 {
                    let what = format!("An element with {} parts is taken for a pair", pair.len());
                    return Err(self.raised_at("ValueError", range, &what));
                }
                self.allow_key(&pair[0], range)?;
            }
        }
        Ok(())
    }

    /// `**value`
    pub(super) fn allow_mapping(&mut self, of: &Value<'a>, range: TextRange) -> Run<()> {
        match self.kind(of) {
            None | Some(Kind::Dict | Kind::Instance(_) | Kind::Task | Kind::Dag | Kind::Module) => Ok(()),
            Some(kind) => self.wrong_type(range, "spreads", kind),
        }
    }

    /// Elements that are put in order.
    pub(super) fn allow_order(&mut self, of: &Value<'a>, range: TextRange) -> Run<()> {
        let items = match self.state.object(of) {
            Some(Object::List(list)) if list.is_whole() && list.items.len() > 1 => list.items.clone(),
            _ => return Ok(()),
        };
        self.weigh(items.len());
        // An order of two kinds compares some of one with some of the other.
        items.windows(2).try_for_each(|pair| self.allow_comparison(CmpOp::Lt, &pair[0], &pair[1], range))
    }
}
