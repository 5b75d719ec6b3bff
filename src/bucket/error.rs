//! What went wrong with a bucket, sorted by what a caller can do about it.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

/// A request to the bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Read an object.
    Get,
    /// Read an object's facts.
    Head,
    /// Write an object.
    Put,
    /// Remove an object.
    Delete,
    /// List keys.
    List,
    /// Prepare: find credentials, open the folder.
    Open,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Get => "read",
            Self::Head => "look at",
            Self::Put => "write",
            Self::Delete => "delete",
            Self::List => "list",
            Self::Open => "open",
        })
    }
}

/// What the caller can do about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no such object (404).
    NotFound,
    /// There is no such bucket, or the folder of a directory bucket is missing.
    NoBucket,
    /// The condition of a write does not hold (412; 404 for `If-Match` on a missing key).
    Precondition,
    /// Another write to the key was under way (409): the same request may be sent again.
    Conflict,
    /// The store asks for fewer requests (503 SlowDown, 429).
    SlowDown,
    /// No answer, a broken connection, a 5xx: a write may or may not have happened.
    Unavailable,
    /// The identity may not do this (403).
    Denied,
    /// No usable credentials: none found, expired, or refused as unknown.
    Credentials,
    /// The bucket lives in another region (301, 400); the text is the region when the store tells it.
    Region(Option<String>),
    /// The object is larger than the caller accepts.
    TooLarge {
        /// Of the object, in bytes.
        size: u64,
        /// What the caller accepts, in bytes.
        limit: u64,
    },
    /// The store's answer makes no sense: not S3, or a proxy in between.
    Garbage,
    /// The disk of a directory bucket is full.
    DiskFull,
    /// Anything else; asking again will not help.
    Other,
}

/// An error of a [`super::Bucket`].
#[derive(Debug, Clone, Error)]
#[error("cannot {operation} `{subject}`: {detail}{}", After(self))]
pub struct BucketError {
    /// The request.
    pub operation: Operation,
    /// The bucket and key or prefix, as a person would write it: `s3://bucket/key`.
    pub subject: String,
    /// What a caller can do about it.
    pub kind: ErrorKind,
    /// The store's own words.
    pub detail: String,
    /// How often it was tried.
    pub attempts: u32,
    /// How long that took.
    pub elapsed: Duration,
}

/// "(after 4 attempts in 3.2 s)", or nothing for a single attempt.
struct After<'a>(&'a BucketError);

impl fmt::Display for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " (after {attempts} attempts in {:.1} s)", self.0.elapsed.as_secs_f64()),
        }
    }
}

impl BucketError {
    /// An error of a single attempt.
    pub fn new(
        operation: Operation,
        subject: impl Into<String>,
        kind: ErrorKind,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            operation,
            subject: subject.into(),
            kind,
            detail: detail.into(),
            attempts: 1,
            elapsed: Duration::ZERO,
        }
    }

    /// Whether the object is simply not there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind == ErrorKind::NotFound
    }

    /// Whether the same request may succeed when it is sent again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.kind, ErrorKind::Conflict | ErrorKind::SlowDown | ErrorKind::Unavailable)
    }

    /// The next step for a person, when there is one that fits every caller.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let text = match &self.kind {
            ErrorKind::NoBucket if !self.is_on_s3() => {
                "check the path given with --bucket; `dag-publish publish` makes the folder, who reads it does not"
                    .to_owned()
            }
            ErrorKind::NoBucket => {
                "check the name given with --bucket, and that the bucket exists in this account".to_owned()
            }
            ErrorKind::SlowDown => {
                "the bucket asks for fewer requests: lower --concurrency, or try again later".into()
            }
            ErrorKind::Unavailable if self.is_on_s3() => {
                "check the network, --endpoint-url and --region, then run it again".into()
            }
            ErrorKind::Unavailable => "check the disk, then run it again".into(),
            ErrorKind::Denied => self.permission().into(),
            ErrorKind::Credentials => self.credentials().into(),
            ErrorKind::Region(Some(region)) => format!("run it again with --region {region}"),
            ErrorKind::Region(None) => "give the bucket's region with --region".into(),
            ErrorKind::Garbage => "check --endpoint-url: what answers there does not speak S3".into(),
            ErrorKind::Precondition => {
                "run it again; if it happens every time, conditional writes do not work here as they do on S3"
                    .into()
            }
            ErrorKind::DiskFull => "make room on the disk, then run it again".into(),
            ErrorKind::Other if self.operation == Operation::Open => {
                "give --bucket a folder, or one that can be made, that this user may write to".into()
            }
            _ => return None,
        };
        Some(text)
    }

    fn is_on_s3(&self) -> bool {
        self.subject.starts_with("s3://")
    }

    /// What the identity lacks. Actions:
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
    fn permission(&self) -> &'static str {
        if !self.is_on_s3() {
            return "give the user who runs this permission to read and write the folder, or choose another with --bucket";
        }
        match self.operation {
            // Without s3:ListBucket S3 refuses a key that does not exist instead of saying so.
            Operation::Get | Operation::Head => {
                "let the role in use read it (s3:GetObject) and list its prefix (s3:ListBucket: without it S3 also \
                 refuses to say that an object does not exist yet)"
            }
            Operation::Put => "let the role in use write it (s3:PutObject)",
            Operation::Delete => "let the role in use delete it (s3:DeleteObject)",
            Operation::List => "let the role in use list this prefix (s3:ListBucket)",
            Operation::Open => "let the role in use read and write the bucket",
        }
    }

    fn credentials(&self) -> &'static str {
        let detail = self.detail.as_str();
        if detail.to_ascii_lowercase().contains("expired") {
            "renew the credentials (a new CI job, `aws sso login`, or a fresh AWS_SESSION_TOKEN), then run it again"
        } else if detail.contains("InvalidAccessKeyId") || detail.contains("SignatureDoesNotMatch") {
            "check that the credentials are complete and belong to where --bucket and --endpoint-url point"
        } else if detail.contains("trust policy") || detail.contains("identity provider") {
            "docs/permissions.md, \"Taking the role\", has the trust policy and the identity provider to compare with"
        } else if detail.contains("OIDC token") || detail.contains("AWS_WEB_IDENTITY_TOKEN_FILE") {
            "docs/permissions.md, \"When it is refused\", says more of each of these messages"
        } else {
            "set AWS credentials, a profile or --role-arn; in GitHub Actions give the job \
             `permissions: id-token: write`"
        }
    }
}
