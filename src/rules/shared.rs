//! Functions that build DAGs for another file: what its own file does not use, another may.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Examined;
use crate::dags::{Fault, FaultKind};
use crate::package::Kind;
use crate::python;

/// Drops the faults of DAGs that are built and not registered where another file holds the name that could
/// register them after all; in a library, all of them.
pub(super) fn excuse(files: &mut [Examined<'_>], kind: Kind) {
    let wanted: FxHashSet<String> =
        files.iter().flat_map(|file| &file.outcome.faults).filter_map(reachable).map(str::to_owned).collect();
    if wanted.is_empty() {
        return;
    }
    let holders = if kind == Kind::Library { FxHashMap::default() } else { holders(files, &wanted) };
    for (at, file) in files.iter_mut().enumerate() {
        file.outcome.faults.retain(|fault| {
            let Some(name) = reachable(fault) else { return true };
            let elsewhere = holders.get(name).is_some_and(|holders| holders.iter().any(|other| *other != at));
            kind != Kind::Library && !elsewhere
        });
    }
}

/// The name by which another file could register a DAG that its own does not.
fn reachable(fault: &Fault) -> Option<&str> {
    fault.name.as_deref().filter(|_| fault.kind == FaultKind::NotRegistered)
}

/// The first two files, by index, that hold each name. Every file is read once, however many names there are.
fn holders<'w>(files: &[Examined<'_>], wanted: &'w FxHashSet<String>) -> FxHashMap<&'w str, Vec<usize>> {
    let held: Vec<FxHashSet<&str>> = files.par_iter().map(|file| held(file, wanted)).collect();
    let mut holders: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, names) in held.into_iter().enumerate() {
        for name in names {
            let known = holders.entry(name).or_default();
            if known.len() < 2 {
                known.push(at);
            }
        }
    }
    holders
}

/// Which of the names stand in a file, as words of their own.
fn held<'w>(file: &Examined<'_>, wanted: &'w FxHashSet<String>) -> FxHashSet<&'w str> {
    if !file.is_python() {
        return FxHashSet::default();
    }
    match std::str::from_utf8(&file.file.bytes) {
        Ok(text) => words(text).filter_map(|word| wanted.get(word)).map(String::as_str).collect(),
        Err(_) => {
            let text = python::text_for_display(&file.file.bytes);
            words(&text).filter_map(|word| wanted.get(word)).map(String::as_str).collect()
        }
    }
}

/// Whatever could be a name; beyond ASCII every character could belong to one.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_parts_of_names() {
        let found: Vec<&str> = words("x.make_dag(y2)+ä_1 # make_dags, 'make'").collect();
        assert_eq!(found, ["x", "make_dag", "y2", "ä_1", "make_dags", "make"]);
    }
}
