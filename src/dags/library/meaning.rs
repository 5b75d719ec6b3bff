//! What Airflow makes DAGs, tasks and their order of: `chain`, `Variable.get`, decorators, operators.

use std::rc::Rc;

use super::super::FaultKind;
use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::value::{Arguments, Origin, Value};
use crate::airflow::Meaning;

impl<'a> Interpreter<'a> {
    pub(super) fn call_meaning(
        &mut self,
        meaning: Meaning,
        path: &str,
        arguments: Arguments<'a>,
        site: CallSite,
    ) -> Run<Value<'a>> {
        let why = self.at(site);
        match meaning {
            Meaning::DagClass => self.build_dag(arguments, site),
            Meaning::DagDecorator
            | Meaning::AssetDecorator
            | Meaning::MultiAssetDecorator
            | Meaning::TaskDecorator
            | Meaning::TaskGroupDecorator
            | Meaning::Setup
            | Meaning::Teardown
            | Meaning::TaskCondition => self.decorator(meaning, path, arguments, site),
            Meaning::TaskGroupClass => {
                self.doubt_group(&arguments, site);
                self.build_group(arguments, site)
            }
            Meaning::BaseOperator | Meaning::Operator(_) | Meaning::SubDagOperator => {
                self.build_task(path, arguments, site)
            }
            Meaning::Chain | Meaning::ChainLinear => {
                for pair in arguments.positional.windows(2) {
                    self.allow_relation(&pair[0], &pair[1], site.range)?;
                    let lengths = [self.sequence_length(&pair[0]), self.sequence_length(&pair[1])];
                    if let ([Some(one), Some(other)], Meaning::Chain) = (lengths, meaning)
                        && one != other
                    {
                        let message = format!(
                            "`chain` gets a list of {one} tasks beside one of {other}: Airflow refuses the whole file"
                        );
                        let help = "Give it lists of one length, or use `cross_downstream`.";
                        let kind = FaultKind::Signature;
                        self.refuse("ValueError", kind, site.range, message, help)?;
                    }
                    self.connect(&pair[0], &pair[1], site.range, meaning == Meaning::Chain);
                }
                Ok(Value::None)
            }
            Meaning::CrossDownstream => {
                if let Some((from, to)) = arguments.get(0, "from_tasks").zip(arguments.get(1, "to_tasks")) {
                    let (from, to) = (from.clone(), to.clone());
                    self.allow_relation(&from, &to, site.range)?;
                    self.connect(&from, &to, site.range, false);
                }
                Ok(Value::None)
            }
            Meaning::VariableGet => {
                let default = arguments
                    .positional
                    .get(1)
                    .or(arguments.keyword("default_var"))
                    .or(arguments.keyword("default"));
                match default {
                    Some(default) => {
                        let why = match why {
                            Origin::Code(module, range) => Origin::Text(module, range),
                            why => why,
                        };
                        Ok(Value::either(default.clone(), Value::Unknown(why)))
                    }
                    None => {
                        self.hazard(why, "KeyError", true);
                        Ok(Value::Unknown(why))
                    }
                }
            }
            Meaning::ConnectionGet => {
                self.hazard(why, "AirflowNotFoundException", true);
                Ok(Value::Unknown(why))
            }
            // Its truth is that of an object.
            Meaning::Timetable(class) => {
                self.doubt_timetable(class, path, &arguments, site);
                Ok(Value::External(format!("{path}()").into()))
            }
            Meaning::Asset => {
                self.doubt_asset(&arguments, site);
                Ok(Value::Unknown(why))
            }
            Meaning::Param => Ok(Value::Partial(Rc::new((Value::External(path.into()), arguments)))),
            _ => Ok(Value::Unknown(why)),
        }
    }
}
