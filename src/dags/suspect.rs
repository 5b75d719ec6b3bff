//! Calls of code that is not followed: which of them may build DAGs, so that the file's answer is "cannot know".
//!
//! Any such call could enter a DAG. It is said only where there is a reason to think so: it is named as what builds
//! DAGs, it is handed the module's variables, or the file holds nothing else that could be its DAG. What Python,
//! Airflow and well-known libraries hold builds none; nor does the attribute of a class, or what a module that is
//! imported does for itself, unless its result is left in a variable of the file.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::answer::Answer;
use super::interpret::Interpreter;
use super::object::Place;
use super::value::{Origin, Value};
use crate::airflow::is_stdlib;
use crate::python::TextRange;

/// A call of code that is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Suspect {
    pub(super) place: Place,
    pub(super) callee: Place,
    pub(super) stands: Stands,
}

/// Where such a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Stands {
    /// In code of the file, or in a function that it calls.
    Code,
    /// In a decorator.
    Decorator,
    /// In the body of a class.
    ClassBody,
    /// At the top of a module that the file imports.
    Import,
}

/// A call that is kept, with how it reads.
struct Told {
    range: TextRange,
    words: String,
    is_builder: bool,
}

/// How many variables are looked through to find where a value comes from.
const MOST_STEPS_BACK: usize = 8;

impl Interpreter<'_> {
    /// What is called or made by decorators of the running module, since there were `base` suspects.
    pub(super) fn decorators_called(&mut self, base: usize, range: TextRange) {
        let module = self.module();
        for suspect in self.suspects.iter_mut().skip(base) {
            if suspect.place.module == module && range.contains_range(suspect.place.range()) {
                suspect.stands = Stands::Decorator;
            }
        }
    }

    /// The first part of the path of a library that a call goes to, or that gave its receiver.
    fn library_of(&self, callee: &str, module: u16) -> Option<String> {
        let (mut words, mut module) = (callee.to_owned(), module);
        for _ in 0..MOST_STEPS_BACK {
            let end =
                words.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(words.len());
            let name = words.get(..end).filter(|name| !name.is_empty())?;
            let frame = self.modules.get(usize::from(module))?.frame;
            match self.state.frame(frame).get(name)?.alternatives().first()? {
                Value::External(path) => return path.split('.').next().map(str::to_owned),
                Value::Unknown(origin @ (Origin::Code(at, _) | Origin::Text(at, _))) => {
                    (words, module) = (self.words(*origin), *at);
                }
                _ => return None,
            }
        }
        None
    }
}

impl Answer<'_, '_> {
    /// Calls of code that is not in this file and may build DAGs.
    pub(super) fn suspects(&mut self) {
        let nothing = self.outcome.registered.is_empty() && self.outcome.unresolved.is_empty();
        let mut told = BTreeMap::new();
        // A call that runs often is one suspect.
        let mut seen = FxHashSet::default();
        for suspect in &self.run.suspects {
            if !seen.insert(suspect) {
                continue;
            }
            let words = self.run.words(Origin::Code(suspect.place.module, suspect.place.range()));
            let Some(is_likely) = self.is_likely(suspect, &words) else { continue };
            if is_likely || nothing {
                let (range, _) = self.run.shown(suspect.place, String::new());
                let callee = self.run.words(Origin::Code(suspect.callee.module, suspect.callee.range()));
                let is_builder = is_builder(name_of(&callee), &words);
                told.entry((u32::from(range.start()), is_likely)).or_insert(Told {
                    range,
                    words,
                    is_builder,
                });
            }
        }
        let any_likely = told.keys().any(|(_, is_likely)| *is_likely);
        let kept =
            told.into_iter().filter(|((_, is_likely), _)| *is_likely == any_likely).map(|(_, one)| one);
        // Of calls that merely may, the first stands for all.
        let most = if any_likely { usize::MAX } else { 1 };
        for Told { range, words, is_builder } in kept.take(most) {
            let reason = format!("`{words}` may build DAGs, in code that is not in this package");
            self.unknown(range, reason, Vec::new());
            if let Some(unknown) = self.outcome.unresolved.iter_mut().find(|unknown| unknown.range == range) {
                unknown.is_builder = is_builder;
            }
        }
    }

    /// Whether a call is named as what has to do with DAGs; `None` when there is no reason to think that it builds any.
    fn is_likely(&self, suspect: &Suspect, words: &str) -> Option<bool> {
        let callee = self.run.words(Origin::Code(suspect.callee.module, suspect.callee.range()));
        let name = name_of(&callee);
        if is_builder(name, words) || matches!(name, "exec" | "eval" | "DagBag") {
            return Some(true);
        }
        if PLAIN_METHODS.split_whitespace().any(|known| known == name) && callee.contains('.') {
            return None;
        }
        let library = self.run.library_of(&callee, suspect.callee.module);
        if name != "import_module" && library.is_some_and(|first| self.builds_none(&first)) {
            return None;
        }
        let path = callee.split('(').next().unwrap_or(&callee);
        let says = |text: &str| text.to_ascii_lowercase().contains("dag");
        match suspect.stands {
            Stands::Code => Some(says(path) || says(name)),
            Stands::ClassBody => says(path).then_some(true),
            Stands::Decorator => says(name).then_some(true),
            Stands::Import if says(path) => Some(true),
            Stands::Import => self.is_left(suspect.place).then_some(false),
        }
    }

    fn builds_none(&self, first: &str) -> bool {
        first == "airflow"
            || is_stdlib(first, self.request.python)
            || WELL_KNOWN.split_whitespace().any(|known| known == first)
    }

    /// Whether a variable of the file holds what a call gave.
    fn is_left(&self, place: Place) -> bool {
        let frame = self.run.state.frame(self.run.modules[0].frame);
        let given = Origin::Code(place.module, place.range());
        frame.iter().any(|(_, value)| {
            value.alternatives().iter().any(|one| matches!(one, Value::Unknown(origin) if *origin == given))
        })
    }
}

/// The last name of a callee: `make` of `lib.make`.
fn name_of(callee: &str) -> &str {
    callee.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or(callee)
}

/// Whether a call is named as what builds DAGs: `make_dag(…)`, or is handed the module's variables.
fn is_builder(name: &str, call: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let builds =
        ["build_", "create_", "generate_", "make_", "load_"].iter().any(|verb| name.starts_with(verb));
    (builds && (name.ends_with("dag") || name.ends_with("dags"))) || call.contains("globals()")
}

/// Methods of texts, lists and dictionaries, which are what calls of these names go to. `get` and `pop` may give a DAG.
const PLAIN_METHODS: &str = "
    append capitalize casefold clear count decode encode endswith extend format index insert isalnum isalpha isdigit
    islower isspace isupper items join keys lower lstrip partition remove replace reverse rpartition rsplit rstrip
    setdefault sort split splitlines startswith strip swapcase title upper values zfill
";

/// Libraries beside Airflow on many machines that build no DAGs, by the first name of their modules: those that
/// Airflow itself needs, and those that DAG files often import.
const WELL_KNOWN: &str = "
    IPython MySQLdb OpenSSL PIL aiobotocore aiohttp alembic anthropic anyio argcomplete arrow asgiref
    asyncpg attr attrs azure babel bcrypt black blinker boto3 botocore bs4 cachetools cadwyn celery certifi
    cffi chardet charset_normalizer click cloudpickle colorama colorlog confluent_kafka connexion
    cron_descriptor croniter cryptography cx_Oracle daemon dask databricks datadog dateparser dateutil
    deltalake deprecated dill distutils dns docker dotenv duckdb elasticsearch email_validator faker fastapi
    filelock flask flask_appbuilder flask_babel flask_caching flask_jwt_extended flask_limiter flask_login
    flask_session flask_sqlalchemy flask_wtf freezegun frozendict fsspec funcy geopandas gevent git github
    google google_auth_oauthlib googleapiclient great_expectations greenlet grpc gspread gunicorn holidays
    httplib2 httpx hvac hypothesis idna importlib_metadata importlib_resources inflection influxdb
    itsdangerous jinja2 jira jmespath joblib jsonpath_ng jsonschema jwt kafka kubernetes lazy_object_proxy
    libcst limits lockfile loguru lxml mako markdown markdown_it markupsafe marshmallow
    marshmallow_oneofschema marshmallow_sqlalchemy matplotlib methodtools minio mlflow mock more_itertools
    moto msal msgpack msgspec multidict mypy_extensions mysql natsort neo4j networkx nltk numpy openai
    openlineage openpyxl opensearchpy opentelemetry oracledb orjson packaging pandas pandas_gbq papermill
    paramiko pathspec pendulum pexpect pkg_resources platformdirs plotly pluggy polars prison
    prometheus_client proto psutil psycopg psycopg2 py4j pyarrow pydantic pydantic_core pydantic_settings
    pyexasol pygments pyhive pymongo pymssql pymysql pyodbc pyparsing pysftp pyspark pytest python_multipart
    pytz ratelimit re2 redis referencing regex requests requests_mock requests_oauthlib requests_toolbelt
    responses retry retrying rich rich_argparse ruamel s3fs scipy scrapy seaborn selenium sentry_sdk
    setproctitle setuptools sh shapely simple_salesforce simplejson six sklearn slack slack_sdk slackclient
    slugify smart_open snowflake spacy sqlalchemy sqlalchemy_jsonfield sqlalchemy_utils sqlmodel sqlparse
    starlette statsd stripe structlog svcs tableau_api_lib tableauserverclient tabulate telegram tenacity
    tensorflow termcolor toml tomli toolz torch tornado tqdm transformers trino twilio typer
    typing_extensions tzlocal ujson unidecode upath urllib3 uuid6 uvicorn validators vertica_python
    weasyprint werkzeug wirerope wrapt wtforms xgboost xlrd xlsxwriter xmltodict yaml yarl zeep zenpy
    zoneinfo
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builder_is_known_by_its_name() {
        for callee in ["make_dag", "lib.load_dags", "Factory('x.yml').generate_dags"] {
            assert!(is_builder(name_of(callee), ""), "{callee}");
        }
        assert!(is_builder("load", "load(globals())"));
        for callee in ["requires_access_dag", "make", "dags_router.get"] {
            assert!(!is_builder(name_of(callee), callee), "{callee}");
        }
    }
}
