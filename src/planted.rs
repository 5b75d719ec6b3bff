//! Bugs that the simulation plants, one at a time, to prove that it would see them.
//!
//! Outside tests there are none: [`planted`] is `false` at compile time and the branches vanish.

/// A mistake that a change of the protocol could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) enum Bug {
    /// The document is committed before its archive is written.
    CommitBeforeArchive,
    /// The readable copy is written before the commit.
    ProjectionBeforeCommit,
    /// A commit whose answer was lost is not recognised by its nonce.
    NoNonceAtReadBack,
    /// "Up to date" does not raise `high_water`.
    UpToDateDoesNotRaise,
    /// Archives are collected by their age on the runner's clock.
    CollectByRunnersClock,
    /// Archives are collected by a document that was read before they were listed.
    CollectByOldDocument,
    /// A projection stops although the document has moved on.
    ProjectionStopsEarly,
    /// A commit is sent however long after its archive.
    LateCommit,
    /// Writes of the document have no id of their own, so equal content is equal bytes.
    RepeatedBytes,
    /// The document is written without a condition.
    Unconditional,
    /// After a lost race the older-run guard is not asked again.
    GuardForgottenAfterRace,
    /// A run that has already spoken is refused, although the current release is its own.
    RerunRefused,
    /// Givers of DAG ids commit before their takers.
    GiverFirst,
    /// A giver is committed although its taker failed.
    GiverWithoutTaker,
    /// dag-sync switches to an archive without comparing it with what was published.
    SwitchBeforeVerify,
    /// What is live plays a part in which release should be.
    TargetByLive,
    /// A claim is dated by the writer's word alone.
    ClaimBySince,
    /// What is live is told from the state file, not from the trees.
    IdentityFromState,
    /// A mirrored file goes as soon as one listing does not show it.
    DeletedOnOneListing,
    /// A package that cannot be fetched is left out when the others' targets are found.
    FailedFetchMovesOthers,
    /// A retired tree is as old as its directory says.
    RetirementByDirectoryMtime,
    /// A tree goes live before its files are on the disk.
    SwitchBeforeSynced,
}

#[cfg(test)]
thread_local! {
    static PLANTED: std::cell::Cell<Option<Bug>> = const { std::cell::Cell::new(None) };
}

/// Whether `bug` is planted on this thread.
#[cfg(test)]
pub(crate) fn planted(bug: Bug) -> bool {
    PLANTED.get() == Some(bug)
}

/// Whether `bug` is planted: never.
#[cfg(not(test))]
pub(crate) const fn planted(_: Bug) -> bool {
    false
}

/// Plants a bug on this thread, or none.
#[cfg(test)]
pub(crate) fn plant(bug: Option<Bug>) {
    PLANTED.set(bug);
}
