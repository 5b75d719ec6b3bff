//! Settings: `[tool.dag-publish]` in pyproject.toml or dag-publish.toml, and what the command line says.
//!
//! Precedence: option, environment (clap merges these two), file, default. Every fault of a file points into
//! it. This room reads one file and nothing else: it never walks up, and knows no package and no bucket.

mod error;
mod file;
mod table;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use globset::{GlobSet, GlobSetBuilder};

use crate::bucket::Location;
use crate::metadata::{EnvironmentName, PackageName};

pub use error::ConfigError;
pub use file::{FILE_NAME, PYPROJECT};
pub use value::{
    Airflow, DagIdPrefix, DagsFolder, EndpointUrl, ImportRoot, Kind, Level, Pattern, Python, Region, RoleArn,
    RuleCode, Unresolved, ValueError,
};

/// What one source of settings says; `None` is silence.
#[derive(Debug, Clone, Default)]
pub struct Layer {
    /// `package`
    pub package: Option<PackageName>,
    /// `kind`
    pub kind: Option<Kind>,
    /// `dags`
    pub dags: Option<DagsFolder>,
    /// `import-roots`
    pub import_roots: Option<Vec<ImportRoot>>,
    /// `python`
    pub python: Option<Python>,
    /// `airflow`
    pub airflow: Option<Airflow>,
    /// `include`
    pub include: Option<Vec<Pattern>>,
    /// `exclude`
    pub exclude: Option<Vec<Pattern>>,
    /// `dag-id-prefix`
    pub dag_id_prefix: Option<Vec<DagIdPrefix>>,
    /// What it says of rules.
    pub rules: RuleSettings,
    /// `per-file`
    pub per_file: Vec<PerFile>,
    /// `environments`
    pub environments: BTreeMap<EnvironmentName, Environment>,
}

/// What is said of rules: for the whole package, or for some files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// What a DAG whose id cannot be known means.
    pub unresolved: Option<Unresolved>,
    /// `deny`, `warn` and `ignore`: a rule's code, or `all`, and its level.
    pub levels: BTreeMap<RuleCode, Level>,
}

impl RuleSettings {
    /// Where both speak, `self` wins. `unresolved` and the level of its rule are two words for one thing, and
    /// `all` speaks of every rule.
    fn over(self, mut weaker: Self) -> Self {
        if self.says("all") {
            weaker = Self::default();
        }
        if self.unresolved.is_some() {
            weaker.levels.retain(|code, _| code.as_str() != UNRESOLVED_RULE);
        }
        if self.says(UNRESOLVED_RULE) {
            weaker.unresolved = None;
        }
        let mut levels = weaker.levels;
        levels.extend(self.levels);
        Self { unresolved: self.unresolved.or(weaker.unresolved), levels }
    }

    fn says(&self, code: &str) -> bool {
        self.levels.keys().any(|known| known.as_str() == code)
    }
}

/// The rule whose level `unresolved` is.
const UNRESOLVED_RULE: &str = "dag-id-unresolved";

/// Settings of the files that a glob matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerFile {
    /// Matches paths relative to the package's folder: `dags/generated_*.py`.
    pub pattern: Pattern,
    /// What is said of rules in them.
    pub rules: RuleSettings,
}

/// Whether a rule can have a level; this room knows no rules.
pub type RuleCheck<'a> = &'a dyn Fn(&RuleCode, Level) -> Result<(), RuleFault>;

/// Why a rule cannot have a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFault {
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// Where an environment's bucket is and how to reach it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// The bucket; a relative folder is relative to the package's folder when the file names it.
    pub bucket: Option<Location>,
    /// The role to assume.
    pub role_arn: Option<RoleArn>,
    /// The bucket's region.
    pub region: Option<Region>,
    /// Another S3 than Amazon's.
    pub endpoint_url: Option<EndpointUrl>,
}

impl Environment {
    /// Where both speak, `self` wins.
    #[must_use]
    pub fn over(self, weaker: Self) -> Self {
        Self {
            bucket: self.bucket.or(weaker.bucket),
            role_arn: self.role_arn.or(weaker.role_arn),
            region: self.region.or(weaker.region),
            endpoint_url: self.endpoint_url.or(weaker.endpoint_url),
        }
    }
}

/// The settings of one package, complete.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The package's name.
    pub package: PackageName,
    /// What it is for.
    pub kind: Kind,
    /// The folder of its DAG files, relative to the package's folder.
    pub dags: DagsFolder,
    /// What the scheduler has on `sys.path` besides its DAG folder, relative to the package's folder.
    pub import_roots: Vec<ImportRoot>,
    /// The Python that it is validated for.
    pub python: Python,
    /// The Airflow that it is validated for.
    pub airflow: Airflow,
    /// What is added to the selection of files; relative to the folder of DAG files.
    pub include: GlobSet,
    /// What is taken from it.
    pub exclude: GlobSet,
    /// How dag_ids must start; any way when there is none.
    pub dag_id_prefix: Vec<DagIdPrefix>,
    /// What is said of rules.
    pub rules: RuleSettings,
    /// What is said of rules for some files.
    pub per_file: Vec<PerFile>,
    /// What the file says of environments.
    pub environments: BTreeMap<EnvironmentName, Environment>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

impl Settings {
    /// The settings of the package in `folder`: `options` over its file over the defaults. `check` says
    /// which rules can have which level.
    ///
    /// # Errors
    /// When `folder` is no folder, its file is wrong, a rule does not exist, or the package has no valid name.
    pub fn load(folder: &Path, options: &Layer, check: RuleCheck<'_>) -> Result<Self, ConfigError> {
        for (code, level) in &options.rules.levels {
            check(code, *level).map_err(|fault| ConfigError::new(fault.message).help(fault.help))?;
        }
        check_folder(folder)?;
        let (file, said) = match file::read(folder, check)? {
            Some((path, layer)) => (Some(path), layer),
            None => (None, Layer::default()),
        };
        let options = options.clone();
        let package = match options.package.or(said.package) {
            Some(name) => name,
            None => name_of_folder(folder)?,
        };
        Ok(Self {
            package,
            kind: options.kind.or(said.kind).unwrap_or_default(),
            dags: options.dags.or(said.dags).unwrap_or_default(),
            import_roots: options.import_roots.or(said.import_roots).unwrap_or_default(),
            python: options.python.or(said.python).unwrap_or_default(),
            airflow: options.airflow.or(said.airflow).unwrap_or_default(),
            include: globs(options.include.or(said.include))?,
            exclude: globs(options.exclude.or(said.exclude))?,
            dag_id_prefix: options.dag_id_prefix.or(said.dag_id_prefix).unwrap_or_default(),
            rules: options.rules.over(said.rules),
            per_file: said.per_file,
            environments: said.environments,
            file,
        })
    }

    /// How to reach an environment's bucket: `options` over what the file says of it.
    #[must_use]
    pub fn environment(&self, name: &EnvironmentName, options: Environment) -> Environment {
        options.over(self.environments.get(name).cloned().unwrap_or_default())
    }
}

fn check_folder(folder: &Path) -> Result<(), ConfigError> {
    match std::fs::metadata(folder) {
        Ok(facts) if facts.is_dir() => Ok(()),
        Ok(_) => Err(ConfigError::new(format!("`{}` is a file, not a package's folder", folder.display()))
            .help("give the folder that holds `dags/`; a package is validated as a whole")),
        Err(error) => {
            Err(ConfigError::new(format!("cannot open the package's folder `{}`: {error}", folder.display()))
                .help("give the folder that holds `dags/`"))
        }
    }
}

/// The folder's own name, also for `.` and for a link.
fn name_of_folder(folder: &Path) -> Result<PackageName, ConfigError> {
    let help = "name the package with --package NAME, or with `package = \"…\"` in dag-publish.toml or \
                under [tool.dag-publish] in pyproject.toml";
    let real = std::fs::canonicalize(folder).map_err(|error| {
        ConfigError::new(format!("cannot open the package's folder `{}`: {error}", folder.display()))
            .help("give the folder that holds `dags/`")
    })?;
    let Some(name) = real.file_name() else {
        return Err(
            ConfigError::new(format!("`{}` has no name to call the package by", folder.display())).help(help)
        );
    };
    PackageName::new(name.to_string_lossy()).map_err(|error| {
        ConfigError::new(format!("the folder's name does not serve as the package's name: {error}"))
            .help(help)
    })
}

fn globs(patterns: Option<Vec<Pattern>>) -> Result<GlobSet, ConfigError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns.unwrap_or_default() {
        set.add(pattern.glob().clone());
    }
    set.build().map_err(|error| ConfigError::new(format!("the globs cannot be used together: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any_but_nonsense(code: &RuleCode, level: Level) -> Result<(), RuleFault> {
        match code.as_str() {
            "nonsense" => Err(RuleFault { message: format!("no `{code}` to {level}"), help: "sense".into() }),
            _ => Ok(()),
        }
    }

    /// A folder named `package`.
    struct Folder {
        home: tempfile::TempDir,
    }

    impl Folder {
        fn path(&self) -> PathBuf {
            self.home.path().join("package")
        }
    }

    fn folder(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { home: tempfile::tempdir().unwrap() };
        std::fs::create_dir(folder.path()).unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn load(text: &str) -> Result<Settings, ConfigError> {
        Settings::load(&folder(&[("dag-publish.toml", text)]).path(), &Layer::default(), &any_but_nonsense)
    }

    #[test]
    fn without_a_file_the_folder_names_the_package_and_the_rest_is_default() {
        let folder = folder(&[]);
        let settings = Settings::load(&folder.path(), &Layer::default(), &any_but_nonsense).unwrap();
        assert_eq!(settings.package.as_str(), "package");
        assert_eq!(settings.kind, Kind::Dags);
        assert_eq!(settings.dags.as_str(), "dags");
        assert_eq!((settings.python, settings.airflow), (Python::default(), Airflow::Three));
        assert_eq!(settings.file, None);
    }

    #[test]
    fn a_pyproject_of_another_tool_is_silence() {
        let folder = folder(&[("pyproject.toml", "[project]\nname = \"x\"\n[tool.ruff]\nline-length = 3\n")]);
        assert_eq!(Settings::load(&folder.path(), &Layer::default(), &any_but_nonsense).unwrap().file, None);
    }

    #[test]
    fn every_documented_key_is_understood() {
        let settings = load(
            r#"
            package = "reporting_seeder"
            kind = "library"
            dags = "src/dags"
            import-roots = [".", "src"]
            python = "3.11"
            airflow = "2"
            include = [".keep"]
            exclude = ["scratch/**"]
            unresolved = "deny"
            deny = ["package-not-importable"]
            warn = ["dag-id-prefix"]
            ignore = ["archive-file"]
            dag-id-prefix = ["team_", "etl."]
            [per-file]
            "dags/generated_*.py" = { unresolved = "allow", ignore = ["dag-id-duplicate"], warn = ["all"] }
            [environments.dev]
            bucket = "s3://etl-airflow-dags-dev"
            role-arn = "arn:aws:iam::123456789012:role/etl-dags-dev-reporting_seeder-ci"
            region = "eu-west-1"
            endpoint-url = "http://127.0.0.1:8333"
            "#,
        )
        .unwrap();
        assert_eq!(settings.package.as_str(), "reporting_seeder");
        assert_eq!(settings.kind, Kind::Library);
        assert_eq!(settings.dags.as_str(), "src/dags");
        assert_eq!(settings.import_roots.iter().map(ImportRoot::as_str).collect::<Vec<_>>(), [".", "src"]);
        assert!(settings.exclude.is_match("scratch/x.py") && settings.include.is_match(".keep"));
        assert_eq!(settings.rules.unresolved, Some(Unresolved::Deny));
        let levels: Vec<_> =
            settings.rules.levels.iter().map(|(code, level)| (code.as_str(), *level)).collect();
        assert_eq!(
            levels,
            [
                ("archive-file", Level::Ignore),
                ("dag-id-prefix", Level::Warn),
                ("package-not-importable", Level::Deny)
            ]
        );
        let per_file = &settings.per_file[0].rules;
        assert_eq!(per_file.unresolved, Some(Unresolved::Allow));
        let levels: Vec<_> = per_file.levels.iter().map(|(code, level)| (code.as_str(), *level)).collect();
        assert_eq!(levels, [("all", Level::Warn), ("dag-id-duplicate", Level::Ignore)]);
        let prefixes: Vec<_> = settings.dag_id_prefix.iter().map(DagIdPrefix::as_str).collect();
        assert_eq!(prefixes, ["team_", "etl."]);
        let dev = settings.environment(&EnvironmentName::new("dev").unwrap(), Environment::default());
        assert_eq!(dev.bucket.unwrap().to_string(), "s3://etl-airflow-dags-dev/");
        assert_eq!(dev.region.unwrap().as_str(), "eu-west-1");
    }

    #[test]
    fn an_option_wins_over_the_file_and_levels_are_joined_by_code() {
        let folder = folder(&[("dag-publish.toml", "package = 'a'\nairflow = '2'\nignore = ['x', 'y']\n")]);
        let mut options = Layer { package: Some(PackageName::new("b").unwrap()), ..Layer::default() };
        options.rules.levels.insert("x".parse().unwrap(), Level::Deny);
        let settings = Settings::load(&folder.path(), &options, &any_but_nonsense).unwrap();
        assert_eq!(settings.package.as_str(), "b");
        assert_eq!(settings.airflow, Airflow::Two);
        assert_eq!(settings.rules.levels.values().copied().collect::<Vec<_>>(), [Level::Deny, Level::Ignore]);
    }

    #[test]
    fn a_prefix_can_stand_alone_or_in_a_list() {
        let alone = load("dag-id-prefix = 'team_'").unwrap().dag_id_prefix;
        assert_eq!(alone, load("dag-id-prefix = ['team_']").unwrap().dag_id_prefix);
    }

    #[test]
    fn what_an_option_says_of_unresolved_dags_or_of_all_rules_wins_over_the_file() {
        let folder = folder(&[("dag-publish.toml", "ignore = ['dag-id-unresolved', 'x']\n")]);
        let load =
            |options: &Layer| Settings::load(&folder.path(), options, &any_but_nonsense).unwrap().rules;
        let mut options = Layer::default();
        options.rules.unresolved = Some(Unresolved::Deny);
        let rules = load(&options);
        assert_eq!(rules.unresolved, Some(Unresolved::Deny));
        assert_eq!(rules.levels.keys().map(RuleCode::as_str).collect::<Vec<_>>(), ["x"]);
        options.rules = RuleSettings::default();
        options.rules.levels.insert("all".parse().unwrap(), Level::Warn);
        assert_eq!(load(&options), options.rules);
    }

    #[test]
    fn both_files_are_one_too_many() {
        let folder = folder(&[("dag-publish.toml", ""), ("pyproject.toml", "[tool.dag-publish]\n")]);
        let error = Settings::load(&folder.path(), &Layer::default(), &any_but_nonsense).unwrap_err();
        assert!(error.to_string().contains("both"), "{error}");
    }

    #[test]
    fn a_folder_bucket_of_the_file_is_relative_to_the_package() {
        let folder = folder(&[("dag-publish.toml", "[environments.dev]\nbucket = './bucket'\n")]);
        let settings = Settings::load(&folder.path(), &Layer::default(), &any_but_nonsense).unwrap();
        let dev = &settings.environments[&EnvironmentName::new("dev").unwrap()];
        assert_eq!(dev.bucket, Some(Location::Directory(folder.path().join("./bucket"))));
    }

    #[test]
    fn a_fault_names_the_key_and_points_at_it() {
        for (text, part, spot) in [
            ("pakage = 'x'", "unknown key `pakage`", "pakage"),
            ("kind = 'job'", "`job`", "'job'"),
            ("package = 3", "`package` is an integer", "3"),
            ("package = 'Upper'", "`Upper`", "'Upper'"),
            ("python = 3.12", "`python` is a float", "3.12"),
            ("python = '3.99'", "`3.99`", "'3.99'"),
            ("airflow = '4'", "`4`", "'4'"),
            ("exclude = 'x'", "`exclude` is a string", "'x'"),
            ("exclude = ['[']", "`[`", "'['"),
            ("deny = ['Bad Code']", "`Bad Code`", "'Bad Code'"),
            ("deny = ['a']\nwarn = ['a']", "`a`", "'a'"),
            ("ignore = ['nonsense']", "no `nonsense` to ignore", "'nonsense'"),
            ("[per-file]\n'a' = { ignore = ['nonsense'] }", "no `nonsense` to ignore", "'nonsense'"),
            (
                "[per-file]\n'a' = { warn = ['x'], deny = ['x'] }",
                "`x` is listed under `deny` and under `warn`",
                "'x'",
            ),
            ("dag-id-prefix = 3", "`dag-id-prefix` is an integer", "3"),
            ("dag-id-prefix = ['a b']", "`a b`", "'a b'"),
            ("dags = '../x'", "`../x`", "'../x'"),
            ("dags = '/x'", "`/x`", "'/x'"),
            ("environments = 1", "`environments` is an integer", "1"),
            ("[environments.releases]", "`releases`", "releases"),
            ("[environments.dev]\nbuckets = 'x'", "unknown key `buckets`", "buckets"),
            ("[environments.dev]\nbucket = 'a/b'", "`a/b`", "'a/b'"),
            ("[environments.dev]\nrole-arn = 'x'", "`x`", "'x'"),
            ("[environments.dev]\nendpoint-url = 'x'", "`x`", "'x'"),
            ("[per-file]\n'a' = { kind = 'dags' }", "unknown key `kind`", "kind"),
            ("package = 'a'\npackage = 'b'", "duplicate key", "package"),
            ("package", "TOML", ""),
        ] {
            let error = load(text).unwrap_err();
            assert!(error.to_string().contains(part), "{text}: {error}");
            let spotted = error.spotted().unwrap();
            assert!(spotted.contains(spot), "{text}: {spotted:?}");
        }
    }

    #[test]
    fn a_near_miss_is_suggested() {
        let help = |error: ConfigError| miette::Diagnostic::help(&error).unwrap().to_string();
        let error = load("pakage = 'x'").unwrap_err();
        assert_eq!(help(error), "did you mean `package`?");
        let error = load("import_roots = []").unwrap_err();
        assert_eq!(help(error), "did you mean `import-roots`?");
    }

    #[test]
    fn a_rule_that_does_not_exist_is_an_error_of_options_too() {
        let mut options = Layer::default();
        options.rules.levels.insert("nonsense".parse().unwrap(), Level::Deny);
        let error = Settings::load(&folder(&[]).path(), &options, &any_but_nonsense).unwrap_err();
        assert_eq!(error.to_string(), "no `nonsense` to deny");
    }

    #[test]
    fn a_deeply_nested_file_is_an_error_and_no_crash() {
        let text = format!("package = {}", "[".repeat(100_000));
        assert!(load(&text).is_err());
    }
}
