//! `conf.get(section, option)`: an option of Airflow's configuration that may not be set.

use super::super::call::CallSite;
use super::super::interpret::Interpreter;
use super::super::value::Arguments;
use crate::airflow::is_set_option;

/// Those that raise `AirflowConfigException` for an option without a value, sorted; `getjson` and `gettimedelta`
/// give `None`.
const READERS: &[&str] = &[
    "get",
    "get_mandatory_list_value",
    "get_mandatory_value",
    "getboolean",
    "getenum",
    "getenumlist",
    "getfloat",
    "getimport",
    "getint",
    "getlist",
];

impl<'a> Interpreter<'a> {
    /// Notes that what is asked of Airflow's configuration may not be there, which ends the import of the file.
    ///
    /// Source: `AirflowConfigParser.get` in `airflow/configuration.py` (2.11) and
    /// `airflow/_shared/configuration/parser.py` (3).
    pub(super) fn doubt_option(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) {
        let Some((of, method)) = path.rsplit_once('.') else { return };
        let is_conf = of == "airflow.configuration" || of.ends_with(".conf");
        if !is_conf || READERS.binary_search(&method).is_err() {
            return;
        }
        let may_have_fallback = arguments.keyword("fallback").is_some() || arguments.unknown.is_some();
        let [section, option] = [arguments.get(0, "section"), arguments.get(1, "key")]
            .map(|argument| argument.and_then(|value| value.as_str()));
        if let (false, Some(section), Some(option)) = (may_have_fallback, section, option)
            && !is_set_option(self.airflow, section, option)
        {
            self.hazard(self.at(site), "AirflowConfigException", true);
        }
    }
}
