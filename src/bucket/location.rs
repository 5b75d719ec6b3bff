//! `--bucket`: where a bucket is, as people write it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use thiserror::Error;

/// A bucket on S3, or a folder with the same layout and the same conditional writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// `s3://bucket[/prefix]`, or a bare bucket name.
    S3 {
        /// The bucket.
        bucket: String,
        /// The key prefix: empty, or ending in `/`.
        prefix: String,
    },
    /// `file:///path`, `./path` or `/path`.
    Directory(PathBuf),
}

/// Why a location is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{text}` is not a bucket: {reason}")]
pub struct LocationError {
    text: String,
    reason: &'static str,
}

impl FromStr for Location {
    type Err = LocationError;

    fn from_str(text: &str) -> Result<Self, LocationError> {
        let refuse = |reason| Err(LocationError { text: text.into(), reason });
        if let Some(path) = text.strip_prefix("file://") {
            return match path {
                "" => refuse("the path after `file://` is empty"),
                _ if !path.starts_with('/') => refuse("a file URL has an absolute path: file:///path"),
                _ => Ok(Self::Directory(path.into())),
            };
        }
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let prefix = prefix.trim_end_matches('/');
            if let Some(reason) = bucket_name_fault(bucket) {
                return refuse(reason);
            }
            if prefix.split('/').any(|segment| matches!(segment, "." | ".."))
                || prefix.contains("//")
                || prefix.starts_with('/')
            {
                return refuse("the prefix has an empty, `.` or `..` segment");
            }
            let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
            return Ok(Self::S3 { bucket: bucket.into(), prefix });
        }
        if text.starts_with(['/', '.'])
            && (text.starts_with('/')
                || text == "."
                || text == ".."
                || text.starts_with("./")
                || text.starts_with("../"))
        {
            return Ok(Self::Directory(text.into()));
        }
        if text.contains("://") {
            return refuse(
                "write s3://bucket[/prefix], a bucket's name, or a folder as ./path, /path or file:///path",
            );
        }
        if text.contains('/') {
            return refuse("a bucket's name has no `/`: write s3://bucket/prefix, or ./path for a folder");
        }
        match bucket_name_fault(text) {
            Some(reason) => refuse(reason),
            None => Ok(Self::S3 { bucket: text.into(), prefix: String::new() }),
        }
    }
}

/// What is wrong with a bucket's name, by the rules of general purpose buckets:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
fn bucket_name_fault(name: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if name.is_empty() {
        Some("the bucket's name is empty")
    } else if !(3..=63).contains(&name.len()) {
        Some("a bucket's name has 3 to 63 characters")
    } else if !name.chars().all(|c| plain(c) || c == '-' || c == '.') {
        Some("a bucket's name holds lower-case letters, digits, `-` and `.` only")
    } else if !name.starts_with(plain) || !name.ends_with(plain) {
        Some("a bucket's name starts and ends with a letter or a digit")
    } else {
        None
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::S3 { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
            Self::Directory(path) => write!(f, "{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_form_is_understood() {
        let s3 = |bucket: &str, prefix: &str| Location::S3 { bucket: bucket.into(), prefix: prefix.into() };
        for (text, location) in [
            ("s3://etl-airflow-dags-dev", s3("etl-airflow-dags-dev", "")),
            ("s3://etl-airflow-dags-dev/", s3("etl-airflow-dags-dev", "")),
            ("s3://etl-airflow-dags-dev/team/a", s3("etl-airflow-dags-dev", "team/a/")),
            ("s3://etl-airflow-dags-dev/team/a/", s3("etl-airflow-dags-dev", "team/a/")),
            ("etl-airflow-dags-dev", s3("etl-airflow-dags-dev", "")),
            ("file:///srv/bucket", Location::Directory("/srv/bucket".into())),
            ("./bucket", Location::Directory("./bucket".into())),
            ("../bucket", Location::Directory("../bucket".into())),
            ("/srv/bucket", Location::Directory("/srv/bucket".into())),
            (".", Location::Directory(".".into())),
        ] {
            assert_eq!(text.parse(), Ok(location), "{text}");
        }
    }

    #[test]
    fn a_guess_is_refused_with_the_form_to_write() {
        for (text, part) in [
            ("", "empty"),
            ("s3://", "empty"),
            ("ab", "3 to 63"),
            ("Bucket_Name", "lower-case"),
            ("-bucket", "starts and ends"),
            ("bucket/prefix", "s3://bucket/prefix"),
            ("https://bucket", "s3://bucket"),
            ("file://relative", "absolute"),
            ("s3://bucket//x", "segment"),
            ("s3://bucket/a/../b", "segment"),
            (".hidden", "starts and ends"),
        ] {
            let error = text.parse::<Location>().unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
