//! Where things lie in a bucket: the only place that spells a key.

use uuid::Uuid;

use super::{EnvironmentName, FilePath, PackageName, ReleaseNumber};

/// The keys of one package in one environment.
///
/// ```text
/// <env>/<package>/metadata.json                      the commit
/// <env>/<package>/dags/<path>                        readable copy of the current release
/// releases/<env>/<package>/r000042-<nonce>.tar.gz    an immutable release
/// releases/<env>/<package>/projection.json           what the readable copy holds
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageKeys {
    environment: EnvironmentName,
    package: PackageName,
}

impl PackageKeys {
    /// The keys of `package` in `environment`.
    #[must_use]
    pub fn new(environment: EnvironmentName, package: PackageName) -> Self {
        Self { environment, package }
    }

    /// The environment.
    #[must_use]
    pub fn environment(&self) -> &EnvironmentName {
        &self.environment
    }

    /// The package.
    #[must_use]
    pub fn package(&self) -> &PackageName {
        &self.package
    }

    /// The commit object.
    #[must_use]
    pub fn metadata(&self) -> String {
        format!("{}/{}/metadata.json", self.environment, self.package)
    }

    /// The prefix of the readable copy, with its final `/`.
    #[must_use]
    pub fn dags(&self) -> String {
        format!("{}/{}/dags/", self.environment, self.package)
    }

    /// One file of the readable copy.
    #[must_use]
    pub fn dag_file(&self, path: &FilePath) -> String {
        format!("{}{path}", self.dags())
    }

    /// The prefix of the archives and of `projection.json`, with its final `/`.
    #[must_use]
    pub fn releases(&self) -> String {
        format!("releases/{}/{}/", self.environment, self.package)
    }

    /// An archive. The number is the one first tried: after a lost race the release may carry a higher one.
    #[must_use]
    pub fn archive(&self, release: ReleaseNumber, nonce: Uuid) -> String {
        format!("{}r{:06}-{nonce}.tar.gz", self.releases(), release.get())
    }

    /// What the readable copy held after the last projection.
    #[must_use]
    pub fn projection(&self) -> String {
        format!("{}projection.json", self.releases())
    }

    /// The number in an archive's key, or `None` when `key` is not an archive of this package.
    #[must_use]
    pub fn archive_number(&self, key: &str) -> Option<ReleaseNumber> {
        let (number, nonce) = key
            .strip_prefix(&self.releases())?
            .strip_suffix(".tar.gz")?
            .strip_prefix('r')?
            .split_once('-')?;
        let plain = number.len() >= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
        let lower = !nonce.bytes().any(|byte| byte.is_ascii_uppercase());
        if !plain || nonce.len() != 36 || !lower || Uuid::try_parse(nonce).is_err() {
            return None;
        }
        ReleaseNumber::new(number.parse().ok()?)
    }
}

/// The prefix of an environment: every package's folder lies below it.
#[must_use]
pub fn environment_prefix(environment: &EnvironmentName) -> String {
    format!("{environment}/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> PackageKeys {
        PackageKeys::new(EnvironmentName::new("dev").unwrap(), PackageName::new("reporting").unwrap())
    }

    #[test]
    fn an_archive_key_gives_its_number_back() {
        let nonce = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        for number in [1, 42, 999_999, 1_000_000] {
            let number = ReleaseNumber::new(number).unwrap();
            assert_eq!(keys().archive_number(&keys().archive(number, nonce)), Some(number));
        }
    }

    #[test]
    fn other_keys_are_not_archives() {
        let nonce = "01900000-0000-7000-8000-000000000001";
        for key in [
            keys().projection(),
            format!("releases/dev/other/r000001-{nonce}.tar.gz"),
            format!("releases/dev/reporting/r000000-{nonce}.tar.gz"),
            format!("releases/dev/reporting/r1-{nonce}.tar.gz"),
            format!("releases/dev/reporting/r+00001-{nonce}.tar.gz"),
            format!("releases/dev/reporting/sub/r000001-{nonce}.tar.gz"),
            "releases/dev/reporting/r000001-x.tar.gz".into(),
            format!("releases/dev/reporting/r000001-{}.tar.gz", nonce.replace('-', "")),
        ] {
            assert_eq!(keys().archive_number(&key), None, "{key}");
        }
    }
}
