//! Misfortunes that are answers: a role that may not, a store that wants less, or another clock.

use super::client::Request;
use super::random::Random;
use crate::bucket::{BucketError, ErrorKind};
use crate::metadata::PackageName;

/// What an actor's role may not do, for all of its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    Nothing,
    Deleting,
    Listing,
    WritingDocuments,
    WritingPlainCopies,
    ReadingOthers,
}

impl Denied {
    pub(super) fn choose(random: &mut Random) -> Self {
        [Self::Deleting, Self::Listing, Self::WritingDocuments, Self::WritingPlainCopies, Self::ReadingOthers]
            [random.below(5)]
    }

    /// The answer to `request` of an actor that works on `package`, when it is denied.
    pub(super) fn answer(self, request: &Request, package: &PackageName) -> Option<BucketError> {
        let denied = match (self, request) {
            (Self::Deleting, Request::Delete { .. }) | (Self::Listing, Request::List { .. }) => true,
            (Self::WritingDocuments, Request::Put { key, .. }) => key.ends_with("/metadata.json"),
            (Self::WritingPlainCopies, Request::Put { key, .. }) => key.contains("/dags/"),
            (Self::ReadingOthers, Request::Get { key, .. }) => !key.contains(&format!("/{package}/")),
            _ => false,
        };
        denied.then(|| error(request, ErrorKind::Denied, "not this role"))
    }
}

/// A store that turns a request away: it has no effect.
pub(super) fn turned_away(request: &Request, random: &mut Random) -> BucketError {
    match request {
        Request::Put { .. } if random.chance(50) => error(request, ErrorKind::Conflict, "another write"),
        _ => error(request, ErrorKind::SlowDown, "slow down"),
    }
}

/// How far the clock of the front end that answers is from the others', in milliseconds.
pub(super) fn front_end(random: &mut Random) -> i64 {
    [0, 0, -2_000, 2_000][random.below(4)]
}

fn error(request: &Request, kind: ErrorKind, detail: &str) -> BucketError {
    BucketError::new(request.operation(), "simulation", kind, detail)
}
