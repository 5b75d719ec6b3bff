//! Arguments of library functions that are surely of the wrong type: `datetime("2024-01-01")`, `json.loads(None)`,
//! `os.path.join(None, "x")`.

use super::super::call::CallSite;
use super::super::interpret::{Interpreter, Run};
use super::super::kind::Kind;
use super::super::object::Object;
use super::super::value::{Arguments, Origin, Value};

/// What is no text, no path and no file.
const NO_PATH: &[Kind] =
    &[Kind::None, Kind::Float, Kind::List, Kind::Tuple, Kind::Dict, Kind::Function, Kind::Placeholder];

impl<'a> Interpreter<'a> {
    /// Ends the code where a function of the library is surely given what it does not take.
    pub(in super::super) fn allow_library(
        &mut self,
        path: &str,
        arguments: &Arguments<'a>,
        site: CallSite,
    ) -> Run<()> {
        let (range, given) = (site.range, arguments.positional.as_slice());
        let first = given.first();
        match path {
            "datetime.datetime" | "datetime.date" => {
                let fields = given.iter().take(7).chain(
                    arguments
                        .keywords
                        .iter()
                        .filter(|(name, _)| matches!(&**name, "year" | "month" | "day" | "hour" | "minute"))
                        .map(|(_, value)| value),
                );
                let odd = fields.filter_map(|field| self.kind(field)).find(|kind| !kind.is_index());
                let zone = arguments.get(7, "tzinfo").and_then(|zone| self.kind(zone));
                let odd = odd.or_else(|| {
                    zone.filter(|kind| matches!(kind, Kind::Text | Kind::Int | Kind::Float | Kind::Bool))
                });
                odd.map_or(Ok(()), |kind| self.wrong_type(range, "is given", kind))
            }
            "datetime.timedelta" => {
                let is_odd = |kind: &Kind| {
                    matches!(kind, Kind::None | Kind::Text | Kind::List | Kind::TimeDelta | Kind::Placeholder)
                };
                let odd = arguments.all().filter_map(|value| self.kind(value)).find(is_odd);
                odd.map_or(Ok(()), |kind| self.wrong_type(range, "is given", kind))
            }
            "datetime.datetime.strptime"
            | "datetime.datetime.fromisoformat"
            | "datetime.date.fromisoformat" => {
                let odd = given.iter().filter_map(|value| self.kind(value)).find(|kind| *kind != Kind::Text);
                odd.map_or(Ok(()), |kind| self.wrong_type(range, "is given", kind))
            }
            "datetime.datetime.combine" => first.map_or(Ok(()), |of| {
                self.refuse_kinds(of, &[Kind::None, Kind::Text, Kind::Int, Kind::TimeDelta], range)
            }),
            "json.loads" => first.map_or(Ok(()), |of| {
                let no_text = [
                    Kind::None,
                    Kind::Int,
                    Kind::Float,
                    Kind::Bool,
                    Kind::List,
                    Kind::Tuple,
                    Kind::Dict,
                    Kind::Set,
                    Kind::Function,
                    Kind::Task,
                    Kind::Given,
                    Kind::Dag,
                ];
                self.refuse_kinds(of, &no_text, range)
            }),
            "yaml.load" | "yaml.safe_load"
                if first.is_some_and(|of| self.kind(of) == Some(Kind::Placeholder)) =>
            {
                self.wrong_type(range, "is given", Kind::Placeholder)
            }
            "json.load" => first.map_or(Ok(()), |of| {
                self.refuse_kinds(of, &[Kind::None, Kind::Text, Kind::List, Kind::Dict, Kind::Tuple], range)
            }),
            "json.dumps" if arguments.keyword("default").is_none() && arguments.keyword("cls").is_none() => {
                match first.and_then(|of| self.no_json_in(of)) {
                    Some(kind) => self.wrong_type(range, "writes as JSON", kind),
                    None => Ok(()),
                }
            }
            "pathlib.Path" | "os.path.join" | "os.path.basename" | "os.path.dirname" | "os.path.abspath" => {
                let odd = given.iter().filter_map(|value| self.kind(value));
                let odd = odd.into_iter().find(|kind| NO_PATH.contains(kind) || kind.is_index());
                odd.map_or(Ok(()), |kind| self.wrong_type(range, "takes for a path", kind))
            }
            "os.path.exists" | "os.path.isfile" | "os.path.isdir" => {
                first.map_or(Ok(()), |of| self.refuse_kinds(of, NO_PATH, range))
            }
            "re.match" | "re.search" | "re.fullmatch" | "re.findall" | "re.split" => given
                .get(1)
                .map_or(Ok(()), |of| self.refuse_kinds(of, &[Kind::Int, Kind::Bool, Kind::Dict], range))
                .and_then(|()| given.iter().take(2).try_for_each(|of| self.refuse_kinds(of, NO_PATH, range))),
            "re.sub" => given
                .get(2)
                .map_or(Ok(()), |of| self.refuse_kinds(of, &[Kind::Int, Kind::Bool, Kind::Dict], range))
                .and_then(|()| given.get(2).map_or(Ok(()), |of| self.refuse_kinds(of, NO_PATH, range))),
            "os.environ.update" => {
                let values: Vec<Value<'a>> = match first.and_then(|of| self.state.object(of)) {
                    Some(Object::Dict(dict)) => dict.iter().map(|(_, value)| value.clone()).collect(),
                    _ => Vec::new(),
                };
                let all = values.iter().chain(arguments.keywords.iter().map(|(_, value)| value));
                all.into_iter().try_for_each(|value| self.allow_variable(value, range))
            }
            "yaml.load" if given.len() == 1 && arguments.keyword("Loader").is_none() => {
                // Releases before 6 had one by default.
                self.hazard(Origin::Code(self.module(), range), "TypeError", true);
                Ok(())
            }
            "ast.literal_eval" => {
                if let Some(Value::Str(text)) = first
                    && super::literal::literal(text).is_none()
                {
                    self.hazard(Origin::Code(self.module(), range), "ValueError", true);
                }
                Ok(())
            }
            "csv.reader" | "csv.DictReader" => {
                first.map_or(Ok(()), |of| self.allow(of, super::super::kind::Deed::Iterate, range))
            }
            _ => Ok(()),
        }
    }

    /// The type of something that JSON does not have, as far as it is looked for.
    fn no_json_in(&self, value: &Value<'a>) -> Option<Kind> {
        let kind = self.kind(value)?;
        self.look(|| match (value, self.state.object(value)) {
            (Value::Tuple(items), _) => items.iter().find_map(|item| self.no_json_in(item)),
            (_, Some(Object::List(list))) => list.items.iter().find_map(|item| self.no_json_in(item)),
            (_, Some(Object::Dict(dict))) => dict.iter().find_map(|(_, item)| self.no_json_in(item)),
            _ => {
                let is_odd = match kind {
                    Kind::Set | Kind::Function | Kind::Date | Kind::DateTime | Kind::TimeDelta => true,
                    Kind::Bytes
                    | Kind::Module
                    | Kind::Dag
                    | Kind::Task
                    | Kind::Given
                    | Kind::Iterator
                    | Kind::Placeholder => true,
                    Kind::Instance(_) => self.mixed_in(value).is_none(),
                    _ => false,
                };
                is_odd.then_some(kind)
            }
        })
    }
}
