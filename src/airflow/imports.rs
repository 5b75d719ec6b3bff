//! Import paths that an Airflow lacks.

mod three;
mod two;

use super::{Airflow, Index, find};

/// An import that fails, whatever is installed beside Airflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// One sentence.
    pub message: String,
    /// The next step.
    pub help: String,
}

/// Each name that a module lacks, and where it is now: a path, a sentence, or nothing.
type Names = &'static [(&'static str, &'static str)];

/// What an Airflow lacks: modules with where they are now, and names by module.
struct Lacks {
    modules: Index<&'static str>,
    names: Index<Names>,
}

static TWO: Lacks = Lacks { modules: Index::new(two::MODULES), names: Index::new(two::NAMES) };
static THREE: Lacks = Lacks { modules: Index::new(three::MODULES), names: Index::new(three::NAMES) };

/// Why `import module` (no `name`) or `from module import name` fails in an Airflow, where that is certain.
///
/// 2 is judged as 2.11. A claim about 3 holds for each of its minors. Of providers nothing is claimed, nor of what
/// neither Airflow 1.10, 2.11 nor 3 ever had: a plugin may bring it.
#[must_use]
pub fn import_problem(airflow: Airflow, module: &str, name: Option<&str>) -> Option<ImportProblem> {
    if module != "airflow" && !module.starts_with("airflow.") {
        return None;
    }
    let lacks = match airflow {
        Airflow::Two => &TWO,
        Airflow::Three => &THREE,
    };
    let known = lacks.names.find(module);
    let named = name.and_then(|name| find(known?, name));
    let (message, home) = if let Some(home) = missing_module(lacks, module) {
        let home = named.filter(|home| !home.is_empty()).unwrap_or(home);
        let message =
            format!("`{module}` is not in Airflow {}, so the file cannot be imported", airflow.name());
        if let (true, None, Some((name, home))) = (home.is_empty(), named, known.and_then(moved)) {
            let help =
                format!("Its parts are elsewhere: in Airflow {}, `{name}` is `{home}`.", airflow.name());
            return Some(ImportProblem { message, help });
        }
        (message, home)
    } else {
        let (name, home) = (name?, named?);
        let version = airflow.name();
        (format!("`{module}` has no `{name}` in Airflow {version}, so the file cannot be imported"), home)
    };
    Some(ImportProblem { message, help: help(airflow, home) })
}

/// Where a module is now that is not there, or lies below one that is not there.
fn missing_module(lacks: &Lacks, module: &str) -> Option<&'static str> {
    let dots = module.bytes().enumerate().filter(|(_, byte)| *byte == b'.').map(|(at, _)| at);
    let ends = dots.chain([module.len()]);
    ends.skip(1).find_map(|end| lacks.modules.find(module.get(..end)?))
}

/// The first name of a module that is somewhere else now.
fn moved(names: Names) -> Option<(&'static str, &'static str)> {
    names.iter().copied().find(|(_, home)| !home.is_empty() && !home.contains(' '))
}

fn help(airflow: Airflow, home: &str) -> String {
    if home.contains(' ') {
        home.into()
    } else if let Some(package) = provider(home) {
        format!("Import `{home}`, from the package `{package}`.")
    } else if !home.is_empty() {
        format!("Import `{home}` instead.")
    } else {
        let other = if airflow == Airflow::Two { Airflow::Three } else { Airflow::Two };
        let (version, other) = (airflow.name(), other.name());
        format!(
            "Airflow {version} has nothing in its place; set `airflow` to {other} if your scheduler runs that."
        )
    }
}

/// The package of a provider's module.
fn provider(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix("airflow.providers.")?.split('.');
    let (first, second) = (parts.next()?, parts.next()?);
    // Families, whose members are a package each.
    let family = matches!(first, "apache" | "atlassian" | "cncf" | "common" | "dbt" | "microsoft");
    let name = if family { format!("{first}-{second}") } else { first.into() };
    Some(format!("apache-airflow-providers-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help_of(airflow: Airflow, module: &str, name: Option<&str>) -> Option<String> {
        import_problem(airflow, module, name).map(|problem| problem.help)
    }

    #[test]
    fn the_tables_are_sorted() {
        for (modules, names) in [(two::MODULES, two::NAMES), (three::MODULES, three::NAMES)] {
            assert!(modules.is_sorted_by_key(|(path, _)| *path));
            assert!(names.is_sorted_by_key(|(path, _)| *path));
            assert!(names.iter().all(|(_, inside)| inside.is_sorted_by_key(|(name, _)| *name)));
        }
    }

    #[test]
    fn what_airflow_3_dropped_is_told_with_its_new_home() {
        let three = |module, name| help_of(Airflow::Three, module, Some(name));
        assert_eq!(
            three("airflow.operators.python_operator", "PythonOperator").as_deref(),
            Some(
                "Import `airflow.providers.standard.operators.python.PythonOperator`, from the package \
                 `apache-airflow-providers-standard`."
            )
        );
        assert!(three("airflow.utils.dates", "days_ago").is_some_and(|help| help.contains("pendulum")));
        assert!(three("airflow.operators.subdag", "SubDagOperator").is_some());
        assert!(three("airflow.operators", "subdag").is_some());
        assert!(three("airflow.contrib.anything.at_all", "X").is_some());
    }

    /// Each import that fails, with what is said of it.
    fn all_told(airflow: Airflow, modules: &[(&str, &str)], names: &[(&str, Names)]) -> String {
        let names =
            names.iter().flat_map(|(module, names)| names.iter().map(|(name, _)| (*module, Some(*name))));
        let modules = modules.iter().map(|(module, _)| (*module, None));
        let told = modules.chain(names).map(|(module, name)| {
            let problem = import_problem(airflow, module, name).unwrap();
            format!("{}\n  {}\n", problem.message, problem.help)
        });
        // Names of a module that is not there have one message, and a home each.
        let mut all: Vec<String> = Vec::new();
        for line in told {
            let (message, help) = line.split_once('\n').unwrap();
            match all.last_mut().filter(|last| last.lines().next() == Some(message)) {
                Some(last) if !last.contains(help) => last.push_str(help),
                Some(_) => {}
                None => all.push(line),
            }
        }
        all.concat()
    }

    #[test]
    fn every_import_that_fails_is_told_with_what_to_do() {
        insta::assert_snapshot!("imports-of-2", all_told(Airflow::Two, two::MODULES, two::NAMES));
        insta::assert_snapshot!("imports-of-3", all_told(Airflow::Three, three::MODULES, three::NAMES));
    }

    #[test]
    fn what_any_minor_of_3_has_is_not_claimed() {
        for (module, name) in [
            ("airflow", "DAG"),
            ("airflow.models.dag", "DAG"),
            ("airflow.operators.bash", "BashOperator"),
            ("airflow.operators.python", "PythonOperator"),
            ("airflow.datasets", "Dataset"),
            ("airflow.decorators", "task"),
            ("airflow.decorators", "task_group"),
            ("airflow.utils.timezone", "anything"),
            ("airflow.providers.anything", "X"),
            ("airflow_helpers", "X"),
        ] {
            assert_eq!(import_problem(Airflow::Three, module, Some(name)), None, "{module} {name}");
            assert_eq!(import_problem(Airflow::Three, module, None), None, "{module}");
        }
    }

    #[test]
    fn what_airflow_2_does_not_have_yet_is_told_with_where_it_is_there() {
        assert_eq!(
            help_of(Airflow::Two, "airflow.sdk", Some("task")).as_deref(),
            Some("Import `airflow.decorators.task` instead.")
        );
        assert!(help_of(Airflow::Two, "airflow.sdk.definitions.dag", None).is_some());
        assert!(help_of(Airflow::Two, "airflow", Some("sdk")).is_some());
        assert_eq!(help_of(Airflow::Two, "airflow.contrib.hooks.aws_hook", Some("AwsHook")), None);
        assert_eq!(help_of(Airflow::Two, "airflow.providers.standard.operators.bash", None), None);
    }
}
