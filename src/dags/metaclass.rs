//! Metaclasses of the package: what `__new__` and `__init__` of one do with a class that is made, and `__call__` with one
//! that is called.

use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Interpreter, Run};
use super::object::{At, Object};
use super::value::{Arguments, Origin, Text, Value};

impl<'a> Interpreter<'a> {
    /// Whether a class is a metaclass of which all is followed: below `type`, and nothing else.
    pub(super) fn is_metaclass(&self, at: At) -> bool {
        let Object::Class(class) = self.state.at(at) else { return false };
        let mut is_type = false;
        let all = class.order.iter().all(|at| match self.state.at(*at) {
            Object::Class(class) => class.bases.iter().all(|base| match base {
                Value::Builtin("type") => {
                    is_type = true;
                    true
                }
                Value::External(path) if &**path == "abc.ABCMeta" => {
                    is_type = true;
                    true
                }
                base => matches!(base, Value::Ref(_)),
            }),
            _ => false,
        });
        all && is_type
    }

    /// Whether a class of the package, which is not followed as a metaclass, makes the objects of this class.
    pub(super) fn has_foreign_metaclass(&self, class: At) -> bool {
        let Object::Class(of) = self.state.at(class) else { return false };
        let Some(Value::Ref(outside)) = &of.outside else { return false };
        !of.order.contains(outside) && !of.bases.contains(&Value::Ref(*outside))
    }

    pub(super) fn metaclass_of(&self, class: At) -> Option<At> {
        match self.state.at(class) {
            Object::Class(class) => class.metaclass,
            _ => None,
        }
    }

    /// What a class statement gives whose body has run: `metaclass(name, bases, namespace, **keywords)`.
    pub(super) fn made_by_metaclass(
        &mut self,
        metaclass: At,
        class: At,
        keywords: Vec<(Text<'a>, Value<'a>)>,
    ) -> Run<Value<'a>> {
        let Object::Class(of) = self.state.at(class) else { return Ok(Value::Ref(class)) };
        let (name, bases) = (Value::Str(of.name.clone()), Value::Tuple(of.bases.clone().into()));
        let mut namespace = self.mapping(&Value::Variables(of.frame)).unwrap_or_default();
        let why = Origin::Note("a variable of the module");
        namespace.set(Value::text("__module__"), Value::Unknown(why), why);
        namespace.set(Value::text("__qualname__"), name.clone(), why);
        let namespace = self.state.make(Object::Dict(namespace));
        let given = Arguments { positional: vec![name, bases, namespace], keywords, unknown: None };
        let why = Origin::Code(self.module(), self.current);
        let made = match self.class_attribute(metaclass, "__new__") {
            Some(new) => {
                let new = match new {
                    Value::Descriptor(_, function) => (*function).clone(),
                    new => new,
                };
                let mut all = given.clone();
                all.positional.insert(0, Value::Ref(metaclass));
                self.classes_made.push(Some(class));
                let made = self.call_value(&new, all, why);
                self.classes_made.pop();
                made?
            }
            None => {
                self.type_new(class, None)?;
                Value::Ref(class)
            }
        };
        if made == Value::Ref(class)
            && let Some(init) = self.class_attribute(metaclass, "__init__")
        {
            self.call_bound(init, made.clone(), given)?;
        }
        Ok(made)
    }

    /// `type.__new__(metaclass, name, bases, namespace)`, also through `super()`.
    pub(super) fn type_made(&mut self, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let [_, name, bases, namespace] = arguments.positional.as_slice() else {
            return Ok(Value::Unknown(self.at(site)));
        };
        if let Some(class) = self.classes_made.last_mut().and_then(Option::take) {
            let namespace = self.mapping(namespace);
            self.type_new(class, namespace)?;
            return Ok(Value::Ref(class));
        }
        let given = Arguments::of([name.clone(), bases.clone(), namespace.clone()]);
        self.dynamic_class(&bases.clone(), &given, site)
    }

    /// The class gets what the namespace holds, and those above it hear of it.
    fn type_new(&mut self, class: At, namespace: Option<Dict<'a>>) -> Run<()> {
        if let Some(namespace) = namespace
            && let Object::Class(of) = self.state.at(class)
        {
            let frame = of.frame;
            let names: Vec<Text<'a>> = self.state.frame(frame).iter().map(|(name, _)| name.clone()).collect();
            for name in names.iter().filter(|name| namespace.get(&Value::Str((*name).clone())).is_none()) {
                self.state.unset(frame, name);
            }
            for (key, value) in namespace.iter() {
                match key {
                    Value::Str(name) if !matches!(&**name, "__module__" | "__qualname__") => {
                        self.state.set(frame, name.clone(), value.clone());
                    }
                    _ => {}
                }
            }
            if let (Some(why), Object::Class(of)) = (namespace.open, self.state.at_mut(class)) {
                of.outside.get_or_insert(Value::Unknown(why));
            }
        }
        self.finish_class(class)?;
        self.announce(class, Vec::new(), None)
    }
}
