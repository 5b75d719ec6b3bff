//! What a cycle says of a package, in sentences for a person.

use super::super::report::{Problem, ProblemKind};
use super::super::target::Clash;
use super::super::tree::{Before, FolderName};
use crate::metadata::{Document, PackageName};

/// Why a package's newest release is not live, as its folder says it.
pub(super) fn held_back(document: &Document, clash: &Clash) -> String {
    format!("{} lists the dag_id `{}`, which `{}` keeps", document.release, clash.dag_id, clash.owner)
}

/// The same, with the next step.
pub(super) fn clashes(document: &Document, clash: &Clash) -> Problem {
    let help = format!(
        "rename the DAG, or publish it from one package only (`dag-publish publish --take {}` moves it)",
        clash.dag_id
    );
    Problem::new(ProblemKind::Clash, held_back(document, clash), Some(help))
}

/// Why nothing of a package can be live.
pub(super) fn blocked(clash: &Clash) -> Problem {
    let reason = format!(
        "every release of it lists a dag_id of another package (`{}` of `{}`)",
        clash.dag_id, clash.owner
    );
    Problem::new(ProblemKind::Clash, reason, Some("rename the DAG, and publish again".into()))
}

/// The word about a folder that was in the way and is nobody's release.
pub(super) fn kept_aside(name: &FolderName, before: &Before) -> Option<String> {
    let Before::Aside(path) = before else { return None };
    Some(format!(
        "what lay in `{name}` was not made by dag-sync and is not what was published: it is kept in `{}`; remove it \
         when nobody needs it",
        path.display()
    ))
}

/// Why a release is not switched in: another package has to give an id up first.
pub(super) fn waits(giver: &PackageName) -> Problem {
    let reason = format!("`{giver}` still has a dag_id that this release takes over");
    Problem::new(ProblemKind::Waits, reason, Some(format!("it goes live as soon as `{giver}` is up to date")))
}
