//! The settings file of a package: finding it, and its keys.

use std::collections::btree_map::Entry;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::table::{Source, Table, Value};
use super::{ConfigError, Environment, Layer, Level, PerFile, RuleCheck, RuleCode, RuleSettings};
use crate::bucket::Location;
use crate::metadata::EnvironmentName;

/// The file of its own.
pub const FILE_NAME: &str = "dag-publish.toml";
/// The file that Python's tools share; the settings are its table `[tool.dag-publish]`.
pub const PYPROJECT: &str = "pyproject.toml";
/// More than any settings need: a larger file is a mistake, and is not read.
const FILE_BYTES: u64 = 1024 * 1024;

/// Reads the settings file in `folder`, or `None` when there is none.
pub(super) fn read(folder: &Path, check: RuleCheck<'_>) -> Result<Option<(PathBuf, Layer)>, ConfigError> {
    let own = layer(folder, check, FILE_NAME, |_, root| Ok(Some(root)))?;
    let shared = layer(folder, check, PYPROJECT, |_, mut root| {
        let Some(tool) = root.take("tool") else { return Ok(None) };
        tool.table()?.take("dag-publish").map(Value::table).transpose()
    })?;
    match (own, shared) {
        (Some(_), Some((path, _))) => Err(ConfigError::new(format!(
            "both `{FILE_NAME}` and [tool.dag-publish] in `{}` configure this package",
            path.display()
        ))
        .help("keep one of the two")),
        (own, shared) => Ok(own.or(shared)),
    }
}

/// Reads one file; `find` gives the table of settings in it.
fn layer(
    folder: &Path,
    check: RuleCheck<'_>,
    name: &str,
    find: impl for<'a> FnOnce(Source<'a>, Table<'a>) -> Result<Option<Table<'a>>, ConfigError>,
) -> Result<Option<(PathBuf, Layer)>, ConfigError> {
    let path = folder.join(name);
    let Some(text) = text(&path)? else { return Ok(None) };
    let source = Source { path: &path, text: &text };
    let root = DeTable::parse(&text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        source.error(span, format!("`{}` is not valid TOML: {}", path.display(), error.message()))
    })?;
    let layer = match find(source, Table::new(source, root.get_ref()))? {
        Some(table) => settings(table, folder, check)?,
        None => return Ok(None),
    };
    Ok(Some((path, layer)))
}

fn text(path: &Path) -> Result<Option<String>, ConfigError> {
    let fault = |what: String| Err(ConfigError::new(format!("cannot read `{}`: {what}", path.display())));
    match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return fault(error.to_string()),
        Ok(facts) if !facts.is_file() => return fault("it is not a regular file".into()),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(FILE_BYTES + 1).read_to_end(&mut bytes));
    match (read, String::from_utf8(bytes)) {
        (Err(error), _) => fault(error.to_string()),
        (Ok(size), _) if size as u64 > FILE_BYTES => fault(format!("it is larger than {FILE_BYTES} bytes")),
        (Ok(_), Err(_)) => fault("it is not UTF-8, which TOML must be".into()),
        (Ok(_), Ok(text)) => Ok(Some(text)),
    }
}

fn settings(mut table: Table<'_>, folder: &Path, check: RuleCheck<'_>) -> Result<Layer, ConfigError> {
    let mut layer = Layer {
        package: table.take("package").map(Value::parse).transpose()?,
        kind: table.take("kind").map(Value::parse).transpose()?,
        dags: table.take("dags").map(Value::parse).transpose()?,
        import_roots: table.take("import-roots").map(Value::list).transpose()?,
        python: table.take("python").map(Value::parse).transpose()?,
        airflow: table.take("airflow").map(Value::parse).transpose()?,
        include: table.take("include").map(Value::list).transpose()?,
        exclude: table.take("exclude").map(Value::list).transpose()?,
        dag_id_prefix: table.take("dag-id-prefix").map(Value::one_or_list).transpose()?,
        rules: rules(&mut table, check)?,
        ..Layer::default()
    };
    if let Some(files) = table.take("per-file") {
        for (pattern, span, value) in files.table()?.take_all() {
            let mut table = value.table()?;
            let rules = rules(&mut table, check)?;
            table.finish()?;
            let pattern = pattern
                .parse()
                .map_err(|error: super::ValueError| files.error(error.to_string()).moved(span))?;
            layer.per_file.push(PerFile { pattern, rules });
        }
    }
    if let Some(environments) = table.take("environments") {
        for (name, span, value) in environments.table()?.take_all() {
            let name = EnvironmentName::new(name)
                .map_err(|error| environments.error(error.to_string()).moved(span))?;
            layer.environments.insert(name, environment(value.table()?, folder)?);
        }
    }
    table.finish()?;
    Ok(layer)
}

fn rules(table: &mut Table<'_>, check: RuleCheck<'_>) -> Result<RuleSettings, ConfigError> {
    let mut rules = RuleSettings {
        unresolved: table.take("unresolved").map(Value::parse).transpose()?,
        ..RuleSettings::default()
    };
    for (key, level) in [("deny", Level::Deny), ("warn", Level::Warn), ("ignore", Level::Ignore)] {
        let Some(listed) = table.take(key) else { continue };
        for value in listed.array()? {
            let code = rule(value, level, check)?;
            match rules.levels.entry(code) {
                Entry::Occupied(entry) if *entry.get() != level => {
                    return Err(value.error(format!(
                        "`{}` is listed under `{}` and under `{key}`",
                        entry.key(),
                        entry.get()
                    )));
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(entry) => {
                    entry.insert(level);
                }
            }
        }
    }
    Ok(rules)
}

/// The value as a rule's code that can have this level.
fn rule(value: Value<'_>, level: Level, check: RuleCheck<'_>) -> Result<RuleCode, ConfigError> {
    let code = value.parse()?;
    check(&code, level).map_err(|fault| value.error(fault.message).help(fault.help))?;
    Ok(code)
}

fn environment(mut table: Table<'_>, folder: &Path) -> Result<Environment, ConfigError> {
    let bucket = table.take("bucket").map(Value::parse).transpose()?;
    let environment = Environment {
        bucket: bucket.map(|bucket| match bucket {
            Location::Directory(path) => Location::Directory(folder.join(path)),
            other @ Location::S3 { .. } => other,
        }),
        role_arn: table.take("role-arn").map(Value::parse).transpose()?,
        region: table.take("region").map(Value::parse).transpose()?,
        endpoint_url: table.take("endpoint-url").map(Value::parse).transpose()?,
    };
    table.finish()?;
    Ok(environment)
}
