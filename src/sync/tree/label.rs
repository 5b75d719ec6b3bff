//! Names of trees in `<state>`: `<folder>@<label>` while staged, `<folder>@<label>@<when>` once retired. A label
//! is `r41@<nonce>` for a release, `mirror@<digest>` and `file@<digest>` for what has no release, `unknown@0` else.

use std::ffi::OsStr;
use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use super::FolderName;
use crate::metadata::{Digest, ReleaseNumber};

/// How a stamp is written: sorts by time, and is a file name everywhere.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// Which tree it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    Release(ReleaseNumber, Uuid),
    Mirror(Digest),
    File(Digest),
    Unknown,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Sixteen digits tell trees of one folder apart, and leave room for a folder's name of 200 bytes.
        let short = |digest: &Digest| digest.to_string().get(..16).unwrap_or_default().to_owned();
        match self {
            Self::Release(release, nonce) => write!(f, "{release}@{nonce}"),
            Self::Mirror(digest) => write!(f, "mirror@{}", short(digest)),
            Self::File(digest) => write!(f, "file@{}", short(digest)),
            Self::Unknown => f.write_str("unknown@0"),
        }
    }
}

/// `<folder>@<label>`.
pub(super) fn staged(folder: &FolderName, label: &Label) -> String {
    format!("{folder}@{label}")
}

/// `<folder>@<label>@<when>`.
pub(super) fn retired(folder: &FolderName, label: &Label, when: Timestamp) -> String {
    format!("{folder}@{label}@{}", when.strftime(STAMP))
}

/// The folder in the name of a staged tree.
pub(super) fn folder_of_staged(name: &OsStr) -> Option<FolderName> {
    let mut parts = name.to_str()?.rsplitn(3, '@');
    let (_, _) = (parts.next()?, parts.next()?);
    FolderName::new(parts.next()?).ok()
}

/// The folder and the stamp in the name of a retired tree; no stamp when it cannot be read.
pub(super) fn parse_retired(name: &OsStr) -> (String, Option<Timestamp>) {
    let text = name.to_string_lossy();
    let mut parts = text.rsplitn(4, '@');
    let stamp = parts.next().and_then(|stamp| {
        // A second tree of the same second has a number after it.
        let stamp = stamp.split('~').next()?;
        let when = jiff::civil::DateTime::strptime(STAMP, stamp).ok()?;
        Some(when.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    let folder = (parts.next(), parts.next(), parts.next()).2.unwrap_or(&text);
    (folder.to_owned(), stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gives_its_parts_back() {
        let folder = FolderName::new("team@a b").unwrap();
        let nonce = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        let label = Label::Release(ReleaseNumber::new(41).unwrap(), nonce);
        let when: Timestamp = "2026-11-22T14:41:47Z".parse().unwrap();
        let name = retired(&folder, &label, when);
        assert_eq!(name, "team@a b@r41@01900000-0000-7000-8000-000000000001@20261122T144147Z");
        assert_eq!(parse_retired(name.as_ref()), ("team@a b".into(), Some(when)));
        assert_eq!(folder_of_staged(staged(&folder, &label).as_ref()), Some(folder));
    }

    #[test]
    fn a_stamp_that_cannot_be_read_is_missing() {
        for name in ["p@r1@n@yesterday", "p@r1@n@", "p", "p@r1@n@20261322T144147Z"] {
            assert_eq!(parse_retired(name.as_ref()).1, None, "{name}");
        }
    }

    #[test]
    fn the_longest_folder_still_makes_a_file_name() {
        let folder = FolderName::new("x".repeat(200)).unwrap();
        let name = retired(&folder, &Label::Mirror(Digest::of(b"")), Timestamp::UNIX_EPOCH);
        assert!(name.len() <= 245, "{}", name.len());
    }
}
