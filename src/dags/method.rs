//! Running module code on values that may be unknown: methods of built-in types.

mod class;
mod constant;
mod dict;
pub(super) mod file;
pub(super) mod folder;
mod list;
mod path;
mod set;
mod template;
mod variables;

use std::rc::Rc;

use super::call::CallSite;
use super::interpret::{Interpreter, Run};
use super::object::Object;
use super::value::{Arguments, Bound, Origin, Text, Value};
use file::is_file;

impl<'a> Interpreter<'a> {
    pub(super) fn call_method(
        &mut self,
        of: &Rc<Bound<'a>>,
        name: &Text<'a>,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        if is_file(of) {
            return Ok(Value::Unknown(why));
        }
        self.allow_method(&of.receiver, name, &arguments, site.range)?;
        match &of.receiver {
            Value::Ref(at) => match self.state.at(*at) {
                Object::List(_) | Object::Iterator(_) => self.list_method(*at, name, arguments, site),
                Object::Dict(_) => {
                    let answer = self.dict_method(*at, name, arguments, site);
                    self.write_through(*at);
                    answer
                }
                Object::Set(_) => self.set_method(*at, name, arguments, site),
                Object::Dag(_) => self.dag_method(*at, name, &arguments, site),
                Object::Task(_) | Object::Group(_) => {
                    if let ("set_upstream" | "set_downstream", Some(other)) =
                        (&**name, arguments.positional.first())
                    {
                        self.allow_end(other, site.range)?;
                    }
                    if matches!(&**name, "expand" | "expand_kwargs") {
                        self.allow_expansion(name, &arguments, site)?;
                    }
                    Ok(self.task_method(&of.receiver, name, &arguments, site))
                }
                Object::Instance(_) => self.instance_method(&of.receiver, name, &arguments, site),
                Object::Class(_) => self.class_method(*at, name, &arguments, site),
                _ => Ok(self.call_unknown(&arguments, site)),
            },
            Value::Unknown(Origin::Text(..)) => match why {
                Origin::Code(module, range) => Ok(Value::Unknown(Origin::Text(module, range))),
                why => Ok(Value::Unknown(why)),
            },
            Value::Variables(frame) => self.variables_method(*frame, name, &arguments, site),
            Value::Bound(file) if is_file(file) => self.file_method(file, name, &arguments, site),
            Value::Located(located) => self.path_method(&located.clone(), name, &arguments, site),
            Value::Super(class, object) => self.super_method(*class, &object.clone(), name, arguments, site),
            Value::Builtin(class) => self.static_method(class, name, arguments, site),
            Value::Taskflow(flow) => self.taskflow_method(&flow.clone(), name, arguments, site),
            Value::Descriptor("property", getter) => Ok(match (&**name, arguments.positional.first()) {
                ("setter", Some(setter)) => {
                    let getter = match &**getter {
                        Value::Tuple(pair) => pair[0].clone(),
                        getter => getter.clone(),
                    };
                    Value::Descriptor("property", Rc::new(Value::Tuple([getter, setter.clone()].into())))
                }
                _ => of.receiver.clone(),
            }),
            receiver if super::xcom::givers(receiver).is_some() => {
                self.method_given(&receiver.clone(), name, &arguments, site)
            }
            Value::Partial(kept) => self.kept_method(&kept.clone(), name, arguments, site),
            Value::External(path) if &**path == "__name__" => Ok(Value::Unknown(why)),
            receiver if self.is_constant(receiver) => {
                let receiver = receiver.clone();
                self.constant_method(&receiver, name, &arguments, site)
            }
            Value::Tuple(items) => {
                let items = items.clone();
                self.tuple_method(&items, name, &arguments, site)
            }
            Value::Function(_) | Value::Bound(_) => Ok(Value::Unknown(why)),
            _ => Ok(self.call_unknown(&arguments, site)),
        }
    }
}
