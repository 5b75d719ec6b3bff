//! Instances of classes: what a call of a class makes.

use super::call::CallSite;
use super::dict::Dict;
use super::interpret::{Interpreter, Run};
use super::kind::Kind;
use super::object::{At, ClassKind, Dag, Instance, Object, Role};
use super::value::{Arguments, Certainty, Value};

impl<'a> Interpreter<'a> {
    /// Calls a class.
    pub(super) fn instantiate(&mut self, at: At, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        if let Some(metaclass) = self.metaclass_of(at)
            && let Some(call) = self.class_attribute(metaclass, "__call__")
        {
            let call = self.bind_attribute(call, Value::Ref(at), self.at(site))?;
            return self.apply(&call, arguments, site);
        }
        self.instantiate_plain(at, arguments, site)
    }

    /// `type.__call__(class, …)`
    pub(super) fn instantiate_plain(
        &mut self,
        at: At,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        let Object::Class(class) = self.state.at(at) else { return Ok(Value::Unknown(why)) };
        let (role, kind) = (class.role, class.kind);
        self.allow_instance(at, site)?;
        let object = match role {
            Role::Dag => {
                self.visited.insert((self.module(), site.range.start().into()));
                Object::Dag(Box::new(Dag {
                    id: None,
                    place: self.place(site.range),
                    entered: Certainty::No,
                    auto_register: Certainty::Yes,
                    doubt: self.doubt(),
                    escaped: None,
                    class: Some(at),
                    arguments: Arguments::default(),
                    fields: Dict::default(),
                    tasks: Vec::new(),
                    open: None,
                }))
            }
            Role::Operator => {
                let task = self.new_task(site, Some(at));
                return self.made(at, task, arguments, site);
            }
            Role::Group => return self.build_group(arguments, site),
            Role::None | Role::Placeholder => match kind {
                ClassKind::Enum => return self.enum_member(at, &arguments, site),
                ClassKind::TypedDict => {
                    return self.call_builtin("dict", arguments, site);
                }
                _ => {
                    let open = self.has_outside(at).then_some(why);
                    Object::Instance(Box::new(Instance { class: at, fields: Dict::default(), open }))
                }
            },
        };
        let value = self.state.make(object);
        let made = self.made(at, value, arguments, site)?;
        // It may be one that was there before.
        if self.has_foreign_metaclass(at)
            && let Value::Ref(at) = made
        {
            self.state.loosen(at, why);
        }
        Ok(made)
    }

    /// An object that was made, after `__new__` and `__init__` of its class.
    fn made(&mut self, at: At, value: Value<'a>, arguments: Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        if let Some(new) = self.class_attribute(at, "__new__") {
            // Singletons and the like: what it gives is what it says.
            let new = match new {
                Value::Descriptor(_, function) => (*function).clone(),
                new => new,
            };
            let mut all = vec![Value::Ref(at)];
            all.extend(arguments.positional.iter().cloned());
            let given = Arguments { positional: all, ..arguments.clone() };
            let made = self.call_value(&new, given, why)?;
            return Ok(match self.state.object(&made) {
                Some(Object::Instance(instance)) => {
                    let class = instance.class;
                    let is_of_it = match self.state.at(class) {
                        Object::Class(class) => class.order.contains(&at),
                        _ => false,
                    };
                    if is_of_it {
                        self.initialise(class, &made, arguments, site)?;
                    }
                    made
                }
                _ if self.is_constant(&made) => made,
                _ => Value::Unknown(why),
            });
        }
        self.initialise(at, &value, arguments, site)?;
        Ok(value)
    }

    fn initialise(
        &mut self,
        class: At,
        value: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        self.by_name_only(class, &arguments, site)?;
        if let Some(init) = self.class_attribute(class, "__init__") {
            let arguments = match &init {
                Value::Function(function) => self.with_defaults(function, value, arguments),
                _ => arguments,
            };
            let init = self.bind_attribute(init, value.clone(), self.at(site))?;
            let given = self.apply(&init, arguments, site)?;
            if self.kind(&given).is_some_and(|kind| kind != Kind::None) {
                let what = format!("`__init__` of `{}` returns something", self.class_name(class));
                return Err(self.raised_at("TypeError", site.range, &what));
            }
            return Ok(());
        }
        self.base_init(class, value, arguments, site)
    }

    /// `__init__` of the classes above that are not followed, or that Python makes.
    pub(super) fn base_init(
        &mut self,
        class: At,
        value: &Value<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        match self.state.object(value) {
            Some(Object::Dag(_)) => return self.init_dag(value, arguments, site, None).map(|_| ()),
            Some(Object::Task(_)) => return self.init_own_task(value, &arguments, site),
            _ => {}
        }
        match self.kind_of(class) {
            Some(ClassKind::Dataclass | ClassKind::NamedTuple | ClassKind::Model) => {
                self.init_fields(class, value, arguments, site)
            }
            _ if self.has_outside(class) => {
                // What the class that is not followed makes of its arguments.
                let given: Vec<Value<'a>> = arguments.all().cloned().collect();
                given.iter().for_each(|one| self.escape(one, self.at(site)));
                self.hazard(self.at(site), "", false);
                Ok(())
            }
            _ if !arguments.is_empty() && arguments.unknown.is_none() && self.takes_nothing(class) => {
                let name = match self.state.at(class) {
                    Object::Class(class) => class.name.to_string(),
                    _ => String::new(),
                };
                Err(self.raised_at("TypeError", site.range, &format!("`{name}` takes no arguments")))
            }
            _ => Ok(()),
        }
    }

    fn takes_nothing(&self, class: At) -> bool {
        match self.state.at(class) {
            Object::Class(class) => {
                class.order.iter().all(|at| match self.state.at(*at) {
                    Object::Class(class) => {
                        class.bases.iter().all(|base| matches!(base, Value::Ref(_) | Value::Builtin("object")) || matches!(base, Value::External(path) if &**path == "abc.ABC" || path.starts_with("typing.")))
                    }
                    _ => false,
                })
            }
            _ => false,
        }
    }

    /// `Color("red")`
    fn enum_member(&mut self, class: At, arguments: &Arguments<'a>, site: CallSite) -> Run<Value<'a>> {
        let why = self.at(site);
        let Some(wanted) = arguments.positional.first() else { return Ok(Value::Unknown(why)) };
        let Object::Class(of) = self.state.at(class) else { return Ok(Value::Unknown(why)) };
        let mut is_sure = true;
        for (_, member) in &of.members {
            if member == wanted {
                return Ok(member.clone());
            }
            let Some(Object::Instance(instance)) = self.state.object(member) else { continue };
            let Some(value) = instance.fields.get_text("_value_") else { continue };
            match self.equal(value, wanted) {
                Some(true) => return Ok(member.clone()),
                Some(false) => {}
                None => is_sure = false,
            }
        }
        if is_sure && self.class_attribute(class, "_missing_").is_none() && !of.members.is_empty() {
            let message = format!("`{}` has no such member", self.class_name(class));
            return Err(self.raised_at("ValueError", site.range, &message));
        }
        let all = of.members.iter().map(|(_, member)| member.clone());
        Ok(Value::one_of(all.chain([Value::Unknown(why)])).unwrap_or(Value::Unknown(why)))
    }
}
