//! Containers and records: `collections`, `types.SimpleNamespace`, `typing.NamedTuple`.

use super::super::call::CallSite;
use super::super::dict::Dict;
use super::super::interpret::{Interpreter, Run};
use super::super::object::{ClassKind, Instance, Object};
use super::super::state::FrameKind;
use super::super::value::{Arguments, Text, Value};

impl<'a> Interpreter<'a> {
    /// `collections`, `types`, and what is like them elsewhere. `None`: nothing of this is followed.
    pub(super) fn call_collections(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<Option<Value<'a>>> {
        let why = self.at(site);
        Ok(Some(match (path, arguments.positional.as_slice()) {
            ("collections.namedtuple" | "typing.NamedTuple", _) => {
                self.make_class(ClassKind::NamedTuple, arguments, site)
            }
            ("collections.OrderedDict", _) => {
                let made = self.call_builtin("dict", arguments.clone(), site)?;
                self.marked(made, path)
            }
            ("types.MappingProxyType", [of]) => of.clone(),
            ("collections.Counter", [of]) => {
                let mut counts = Dict { factory: Some(Value::Builtin("int")), ..Dict::default() };
                match self.items(of) {
                    Some(items) => {
                        for item in items {
                            let count = match counts.get(&item) {
                                Some(Value::Int(count)) => count + 1,
                                _ => 1,
                            };
                            counts.set(item, Value::Int(count), why);
                        }
                    }
                    None => counts.blur(why),
                }
                self.state.make(Object::Dict(counts))
            }
            // It forgets what is at its other end.
            ("collections.deque", given)
                if given.get(1).or(arguments.keyword("maxlen")).is_some_and(|most| *most != Value::None) =>
            {
                Value::Unknown(why)
            }
            ("collections.deque", [of, ..]) => {
                self.call_builtin("list", Arguments::of([of.clone()]), site)?
            }
            ("collections.deque", []) => self.list(Vec::new()),
            ("collections.defaultdict", given) => {
                let factory = given.first().cloned().filter(|factory| *factory != Value::None);
                let rest = given.get(1..).unwrap_or_default().to_vec();
                let made =
                    self.call_builtin("dict", Arguments { positional: rest, ..arguments.clone() }, site)?;
                if let Value::Ref(at) = made
                    && let Object::Dict(dict) = self.state.at_mut(at)
                {
                    dict.factory = factory;
                }
                made
            }
            ("collections.ChainMap", maps) => {
                let mut all = Dict::default();
                for map in maps.iter().rev() {
                    match self.mapping(map) {
                        Some(dict) => all.update(&dict),
                        None => all.blur(why),
                    }
                }
                let made = self.state.make(Object::Dict(all));
                self.marked(made, path)
            }
            ("types.SimpleNamespace" | "argparse.Namespace", _) => self.namespace(arguments, site),
            _ => return Ok(None),
        }))
    }

    /// A dictionary that is of a class of its own, and shows itself as that does.
    fn marked(&mut self, made: Value<'a>, class: &str) -> Value<'a> {
        if let Value::Ref(at) = made
            && let Object::Dict(dict) = self.state.at_mut(at)
        {
            dict.factory = Some(Value::External(class.into()));
        }
        made
    }

    pub(super) fn namespace(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Value<'a> {
        let why = self.at(site);
        let module = self.module();
        let frame = self.state.new_frame(None, FrameKind::Function, module);
        let class = self.new_class_in(Text::Source("SimpleNamespace"), Vec::new(), frame);
        let mut fields = Dict::default();
        for (key, value) in &arguments.keywords {
            fields.set(Value::Str(key.clone()), value.clone(), why);
        }
        let open = arguments.unknown;
        self.state.make(Object::Instance(Box::new(Instance { class, fields, open })))
    }
}
