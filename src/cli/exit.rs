//! Exit codes: part of the public surface.

use std::process::ExitCode;

/// What became of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exit {
    /// 0: clean, published, unchanged, printed.
    Done,
    /// 1: findings that deny.
    Denied,
    /// 2: the command line or the configuration is wrong.
    Usage,
    /// 3: no file selected, or no DAG in a package that should have some.
    Nothing,
    /// 4: refused by a guard.
    Refused,
    /// 5: the bucket, the network or the disk failed.
    Failed,
    /// 6: bytes do not match what was published.
    Integrity,
    /// 70: a bug of this program.
    Internal,
    /// 130: Ctrl-C, as shells number it.
    Interrupted,
}

impl Exit {
    /// Worst first.
    const ORDER: [Self; 9] = [
        Self::Interrupted,
        Self::Internal,
        Self::Usage,
        Self::Failed,
        Self::Integrity,
        Self::Refused,
        Self::Denied,
        Self::Nothing,
        Self::Done,
    ];

    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Denied => 1,
            Self::Usage => 2,
            Self::Nothing => 3,
            Self::Refused => 4,
            Self::Failed => 5,
            Self::Integrity => 6,
            Self::Internal => 70,
            Self::Interrupted => 130,
        }
    }

    /// The exit of a run over several packages: the first of 70, 5, 6, 4, 1, 3, 0 that occurred. (2 ends a run
    /// before any package is looked at.) An empty run is done.
    pub fn of_all(exits: impl IntoIterator<Item = Self>) -> Self {
        let rank = |exit: &Self| Self::ORDER.iter().position(|other| other == exit);
        exits.into_iter().min_by_key(rank).unwrap_or(Self::Done)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_packages_exit_with_the_worst_that_occurred() {
        use Exit::{Denied, Done, Failed, Integrity, Internal, Nothing, Refused};
        assert_eq!(Exit::of_all([]), Done);
        assert_eq!(Exit::of_all([Done, Nothing, Denied]), Denied);
        assert_eq!(Exit::of_all([Done, Nothing]), Nothing);
        assert_eq!(Exit::of_all([Denied, Refused, Integrity]), Integrity);
        assert_eq!(Exit::of_all([Integrity, Failed]), Failed);
        assert_eq!(Exit::of_all([Failed, Internal]), Internal);
    }
}
