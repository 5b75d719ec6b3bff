//! What `validate` and `publish` share: the options that say which packages are read and how they are judged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::BoolishValueParser;

use super::terminal::Terminal;
use super::{Exit, Failure, output};
use crate::config::{
    Airflow, DagIdPrefix, DagsFolder, ImportRoot, Layer, Level, Pattern, Python, RuleCode, RuleFault,
    RuleSettings, Settings, Unresolved,
};
use crate::metadata::PackageName;
use crate::package::{self, Package, ReadError};
use crate::report::{self, Standing, Subject};
use crate::rules::{self, Verdict};
use crate::{airflow, python};

/// Which packages, and how they are judged.
#[derive(Debug, Clone, Args)]
pub(super) struct Options {
    /// The packages' folders, each with its `dags/` and its configuration file
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// The package's name, when its configuration or its folder does not give it; for one PATH only
    #[arg(long, value_name = "NAME", env = "DAG_PUBLISH_PACKAGE")]
    package: Option<PackageName>,
    /// The folder of DAG files, relative to PATH [default: dags]
    #[arg(long, value_name = "DIR", env = "DAG_PUBLISH_DAGS")]
    dags: Option<DagsFolder>,
    /// A folder, relative to PATH, that the scheduler has on sys.path besides its DAG folder; repeatable
    #[arg(long, value_name = "DIR", env = "DAG_PUBLISH_IMPORT_ROOT")]
    import_root: Vec<ImportRoot>,
    /// Also take files that match, relative to the folder of DAG files, although they are hidden or excluded;
    /// repeatable
    #[arg(long, value_name = "GLOB", env = "DAG_PUBLISH_INCLUDE")]
    include: Vec<Pattern>,
    /// Leave out files that match, relative to the folder of DAG files; repeatable
    #[arg(long, value_name = "GLOB", env = "DAG_PUBLISH_EXCLUDE")]
    exclude: Vec<Pattern>,
    /// The Python that will run the package, as 3.12 [default: 3.12]
    #[arg(long, value_name = "VERSION", env = "DAG_PUBLISH_PYTHON")]
    python: Option<Python>,
    /// The major version of the Airflow that will load it, 2 or 3 [default: 3]
    #[arg(long, value_name = "VERSION", env = "DAG_PUBLISH_AIRFLOW")]
    airflow: Option<Airflow>,
    /// What a DAG whose id cannot be known means: allow, warn or deny [default: warn]
    #[arg(long, value_name = "LEVEL", env = "DAG_PUBLISH_UNRESOLVED")]
    unresolved: Option<Unresolved>,
    /// How the dag_ids of the package must start; repeatable, or separated by commas
    #[arg(long, value_name = "PREFIX", env = "DAG_PUBLISH_DAG_ID_PREFIX", value_delimiter = ',')]
    dag_id_prefix: Vec<DagIdPrefix>,
    /// Rules whose findings deny; repeatable, or separated by commas; `all` for those without a level
    #[arg(long, value_name = "CODE", env = "DAG_PUBLISH_DENY", value_delimiter = ',')]
    deny: Vec<RuleCode>,
    /// Rules whose findings are only said; likewise
    #[arg(long, value_name = "CODE", env = "DAG_PUBLISH_WARN", value_delimiter = ',')]
    warn: Vec<RuleCode>,
    /// Rules that are left out; likewise
    #[arg(long, value_name = "CODE", env = "DAG_PUBLISH_IGNORE", value_delimiter = ',')]
    ignore: Vec<RuleCode>,
    /// Deny when a check could not run
    #[arg(long, env = "DAG_PUBLISH_REQUIRE_CHECKS", value_parser = BoolishValueParser::new())]
    pub(super) require_checks: bool,
}

/// The form of the result on stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// For programs: `dag-publish schema validate` describes it
    Json,
    /// Annotations, job summary and outputs of a GitHub workflow
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// A package's folder and its settings.
#[derive(Debug)]
pub(super) struct Configured {
    pub(super) folder: PathBuf,
    pub(super) settings: Settings,
}

/// A package that was read and judged.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) package: Package,
    pub(super) verdict: Verdict,
}

impl Judged {
    /// What the verdict means for the exit code.
    pub(super) fn exit(&self) -> Exit {
        match Subject::new(&self.package, &self.verdict).standing() {
            Standing::Valid => Exit::Done,
            Standing::Invalid => Exit::Denied,
            Standing::Empty => Exit::Nothing,
        }
    }
}

/// Reads and judges every package, in the order given. One whose files cannot be read is reported on stderr and
/// leaves its exit code, and the others go on; one that is not there at all ends the run. `draws` keeps the tasks of
/// DAGs, for GitHub's form shows them.
pub(super) fn judge(packages: Vec<Configured>, draws: bool) -> Result<Vec<Result<Judged, Exit>>, Failure> {
    let one = |Configured { folder, settings }| match package::read(&folder, &settings) {
        Ok(package) => {
            let mut options = rule_options(&settings)?;
            options.keep_tasks = draws;
            let verdict = rules::check(&package, &options);
            Ok(Ok(Judged { package, verdict }))
        }
        Err(error @ ReadError::NoDags { .. }) => Err(error.into()),
        Err(error) => Ok(Err(Failure::from(error).report())),
    };
    packages.into_iter().map(one).collect()
}

/// Whether a rule exists and can have this level.
fn check_rule(code: &RuleCode, level: Level) -> Result<(), RuleFault> {
    rules::Options::default().set(code.as_str(), rule_level(level)).map_err(|error| match error {
        rules::OptionsError::UnknownCode { .. } => unknown_rule(code.as_str()),
        _ => RuleFault { message: error.to_string(), help: "take it out of the list".into() },
    })
}

/// What to say of a code that no rule has.
pub(super) fn unknown_rule(code: &str) -> RuleFault {
    let near = match rules::Options::default().set(code, rules::Level::Deny) {
        Err(rules::OptionsError::UnknownCode { near, .. }) => near,
        _ => None,
    };
    RuleFault {
        message: format!("there is no rule `{}`", code.escape_debug()),
        help: match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`dag-publish explain` lists the rules".into(),
        },
    }
}

/// The settings as the rules take them.
fn rule_options(settings: &Settings) -> Result<rules::Options, Failure> {
    // Every code was checked when it was read; what is said here is for a fault of this program.
    let fault = |error: rules::OptionsError| Failure::new(Exit::Internal, error, None);
    let mut options = rules::Options::default();
    options.python = python::Version::new(settings.python.minor()).unwrap_or_default();
    options.airflow = match settings.airflow {
        Airflow::Two => airflow::Airflow::Two,
        Airflow::Three => airflow::Airflow::Three,
    };
    options.import_roots = settings.import_roots.iter().map(ToString::to_string).collect();
    options.dag_id_prefixes = settings.dag_id_prefix.iter().map(ToString::to_string).collect();
    if let Some(level) = settings.rules.unresolved {
        options.set_unresolved(unresolved_level(level));
    }
    for (code, level) in &settings.rules.levels {
        options.set(code.as_str(), rule_level(*level)).map_err(fault)?;
    }
    for file in &settings.per_file {
        let mut per_file = rules::PerFile::new(&file.pattern.to_string()).map_err(fault)?;
        if let Some(level) = file.rules.unresolved {
            per_file.set_unresolved(unresolved_level(level));
        }
        for (code, level) in &file.rules.levels {
            per_file.set(code.as_str(), rule_level(*level)).map_err(fault)?;
        }
        options.per_file.push(per_file);
    }
    Ok(options)
}

fn rule_level(level: Level) -> rules::Level {
    match level {
        Level::Deny => rules::Level::Deny,
        Level::Warn => rules::Level::Warn,
        Level::Ignore => rules::Level::Ignore,
    }
}

fn unresolved_level(level: Unresolved) -> rules::UnresolvedLevel {
    match level {
        Unresolved::Allow => rules::UnresolvedLevel::Allow,
        Unresolved::Warn => rules::UnresolvedLevel::Warn,
        Unresolved::Deny => rules::UnresolvedLevel::Deny,
    }
}

/// The packages that were read, with paths as the format wants them.
pub(super) fn subjects(judged: &[Result<Judged, Exit>], format: Format) -> Vec<Subject<'_>> {
    let root = match format {
        Format::Github | Format::Sarif => repository(),
        Format::Text | Format::Json => None,
    };
    let packages = judged.iter().flatten();
    packages
        .map(|Judged { package, verdict }| {
            let subject = Subject::new(package, verdict);
            match root.as_ref().and_then(|root| below(root, &package.folder)) {
                Some(folder) => subject.seen_as(&folder),
                None => subject,
            }
        })
        .collect()
}

/// The verdicts in the form that was asked for. `coming` errors are told after it by the command itself: GitHub
/// counts them too.
pub(super) fn render(
    subjects: &[Subject<'_>],
    format: Format,
    coming: usize,
    terminal: &Terminal,
) -> Result<Vec<u8>, Failure> {
    let mut text = String::new();
    let mut bytes = Vec::new();
    let written = match format {
        Format::Text => report::text(subjects, terminal.look(), &mut text).is_ok(),
        Format::Github => report::github(subjects, coming, &mut text).is_ok(),
        Format::Json => report::json(subjects, &mut bytes).is_ok(),
        Format::Sarif => report::sarif(subjects, &mut bytes).is_ok(),
    };
    let text = if format == Format::Text { output::spoken(&text) } else { text.into() };
    bytes.extend_from_slice(text.as_bytes());
    // Writing to memory does not fail.
    if written { Ok(bytes) } else { Err(Failure::new(Exit::Internal, "the report cannot be written", None)) }
}

/// The root of the repository as the CI's checkout made it, which annotations and SARIF count paths from.
fn repository() -> Option<PathBuf> {
    let root = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().find_map(std::env::var_os)?;
    std::fs::canonicalize(root).ok()
}

/// The path of a folder from the root; `None` when it lies elsewhere.
fn below(root: &Path, folder: &Path) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(folder).ok()?;
    folder.strip_prefix(root).ok().map(Path::to_owned)
}

impl Options {
    /// The settings of every package. All are read before any package is: a wrong one stops the whole run.
    pub(super) fn settings(&self) -> Result<Vec<Configured>, Failure> {
        if self.package.is_some() && self.paths.len() > 1 {
            return Err(Failure::usage(
                format!("--package names one package, but {} paths are given", self.paths.len()),
                "run it once for each path, or name each package in its own configuration file",
            ));
        }
        let layer = self.layer()?;
        let mut packages: Vec<Configured> = Vec::new();
        for folder in &self.paths {
            let settings = Settings::load(folder, &layer, &check_rule)?;
            if let Some(other) = packages.iter().find(|other| other.settings.package == settings.package) {
                return Err(Failure::usage(
                    format!(
                        "`{}` and `{}` are both the package `{}`",
                        other.folder.display(),
                        folder.display(),
                        settings.package
                    ),
                    "give each folder once, and each package a name of its own",
                ));
            }
            packages.push(Configured { folder: folder.clone(), settings });
        }
        Ok(packages)
    }

    fn layer(&self) -> Result<Layer, Failure> {
        fn given<T: Clone>(list: &[T]) -> Option<Vec<T>> {
            (!list.is_empty()).then(|| list.to_vec())
        }
        Ok(Layer {
            package: self.package.clone(),
            dags: self.dags.clone(),
            import_roots: given(&self.import_root),
            python: self.python,
            airflow: self.airflow,
            include: given(&self.include),
            exclude: given(&self.exclude),
            dag_id_prefix: given(&self.dag_id_prefix),
            rules: RuleSettings { unresolved: self.unresolved, levels: self.levels()? },
            ..Layer::default()
        })
    }

    fn levels(&self) -> Result<BTreeMap<RuleCode, Level>, Failure> {
        let mut levels = BTreeMap::new();
        for (codes, level) in
            [(&self.deny, Level::Deny), (&self.warn, Level::Warn), (&self.ignore, Level::Ignore)]
        {
            for code in codes {
                if let Some(other) = levels.insert(code.clone(), level)
                    && other != level
                {
                    return Err(Failure::usage(
                        format!("--{other} and --{level} both name `{code}`"),
                        "give a rule one level",
                    ));
                }
            }
        }
        Ok(levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_python_of_the_settings_is_one_that_the_parser_knows() {
        for minor in 0..=u8::MAX {
            let known = python::Version::new(minor).map(|version| version.to_string());
            let setting = format!("3.{minor}").parse::<Python>().ok().map(|version| version.to_string());
            assert_eq!(known, setting);
        }
        assert_eq!(python::Version::default().to_string(), Python::default().to_string());
    }
}
