//! Time zones that are asked for by name: one that does not exist ends the import of the file.

use super::super::call::CallSite;
use super::super::interpret::Interpreter;
use super::super::value::{Arguments, Value};
use crate::airflow::is_zone;

impl<'a> Interpreter<'a> {
    /// Notes that a time zone may not be there: it is none of the tz database, or a newer one than is known here.
    pub(super) fn doubt_zone(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) {
        let zone = match path {
            "pendulum.timezone" | "pendulum.tz.timezone" | "pendulum.Timezone" => arguments.get(0, "name"),
            "zoneinfo.ZoneInfo" | "backports.zoneinfo.ZoneInfo" => arguments.get(0, "key"),
            "pytz.timezone" => arguments.get(0, "zone"),
            "pendulum.now" | "pendulum.today" | "pendulum.tomorrow" | "pendulum.yesterday" => {
                arguments.get(0, "tz")
            }
            "pendulum.datetime" | "pendulum.parse" | "pendulum.from_format" | "pendulum.from_timestamp" => {
                arguments.keyword("tz")
            }
            _ => return,
        };
        let Some(name) = zone.and_then(Value::as_str) else { return };
        let is_local = name == "local" && path != "zoneinfo.ZoneInfo";
        if !is_local && !is_zone(name, path.starts_with("pytz.")) {
            self.hazard(self.at(site), "", true);
        }
    }
}
