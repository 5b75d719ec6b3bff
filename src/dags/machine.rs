//! Calls that ask the network, another program or a database while the file is imported: whether the file loads is
//! up to what they find.

use super::call::CallSite;
use super::interpret::Interpreter;
use super::value::{Arguments, Value};
use crate::python::ast::Expr;

/// Functions that fail where the machine, or what it reaches, does not have what they ask for.
const ASKING: [&str; 40] = [
    "MySQLdb.connect",
    "cx_Oracle.connect",
    "httpx.delete",
    "httpx.get",
    "httpx.patch",
    "httpx.post",
    "httpx.put",
    "httpx.request",
    "logging.config.fileConfig",
    "mysql.connector.connect",
    "oracledb.connect",
    "os.chdir",
    "os.scandir",
    "os.stat",
    "psycopg.connect",
    "psycopg2.connect",
    "pymssql.connect",
    "pymysql.connect",
    "pyodbc.connect",
    "requests.delete",
    "requests.get",
    "requests.head",
    "requests.patch",
    "requests.post",
    "requests.put",
    "requests.request",
    "shutil.copy",
    "shutil.copyfile",
    "shutil.copytree",
    "shutil.move",
    "snowflake.connector.connect",
    "socket.create_connection",
    "socket.gethostbyname",
    "subprocess.Popen",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.run",
    "urllib.request.urlopen",
    "urllib.request.urlretrieve",
];
/// Methods of Airflow's hooks: each looks for a connection first.
const OF_HOOKS: [&str; 8] = [
    "get_conn",
    "get_connection",
    "get_df",
    "get_first",
    "get_pandas_df",
    "get_records",
    "get_sqlalchemy_engine",
    "get_uri",
];

impl<'a> Interpreter<'a> {
    /// Doubts the file for a call of something that asks the machine.
    pub(super) fn asks_machine(&mut self, path: &str, arguments: &Arguments<'a>, site: CallSite) {
        let first = arguments.positional.first();
        let is_asking = match path {
            "os.listdir" | "os.scandir" | "os.chdir" | "os.stat" => matches!(first, Some(Value::Str(_))),
            // The locale of any machine.
            "locale.setlocale" => {
                let name = arguments.positional.get(1).and_then(Value::as_str);
                !matches!(name, None | Some("" | "C" | "POSIX" | "C.UTF-8"))
            }
            "logging.FileHandler" | "logging.handlers.RotatingFileHandler" => {
                matches!(first, Some(Value::Str(path)) if !path.starts_with("/tmp/"))
            }
            path if path.starts_with("pandas.read_") => {
                !matches!(first, Some(Value::Located(_) | Value::Bound(_) | Value::Partial(_)))
            }
            path => ASKING.binary_search(&path).is_ok(),
        };
        if is_asking {
            self.hazard(self.at(site), "", true);
        }
    }

    /// Doubts the file for a call of a hook's method.
    pub(super) fn asks_hook(&mut self, function: &'a Expr, callee: &Value<'a>) {
        let (Expr::Attribute(of), Value::Unknown(_)) = (function, callee) else { return };
        if OF_HOOKS.binary_search(&of.attr.as_str()).is_ok() {
            self.hazard(self.origin(function), "", true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(ASKING.is_sorted() && OF_HOOKS.is_sorted());
    }
}
