//! From what S3 says to what a caller can do about it.
//!
//! Codes: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::bucket::{Condition, ErrorKind, Operation};

/// What was asked, as far as it changes what an error means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) operation: Operation,
    pub(super) condition: &'a Condition,
}

/// An answer that is an error.
#[derive(Debug, Default)]
struct Refusal<'a> {
    status: u16,
    code: &'a str,
    message: &'a str,
    /// `x-amz-bucket-region`, or the region in the error's body.
    region: Option<String>,
    date: Option<&'a str>,
    html: bool,
}

/// The kind of an error, and the store's own words.
pub(super) fn explain<E>(error: &SdkError<E, HttpResponse>, asked: Asked<'_>) -> (ErrorKind, String)
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match error {
        SdkError::ServiceError(service) => {
            let (raw, meta) = (service.raw(), service.err().meta());
            let headers = raw.headers();
            let refusal = Refusal {
                status: raw.status().as_u16(),
                code: meta.code().unwrap_or_default(),
                message: meta.message().unwrap_or_default(),
                region: headers
                    .get("x-amz-bucket-region")
                    .map(str::to_owned)
                    .or_else(|| region_in(raw.body().bytes().unwrap_or_default())),
                date: headers.get("date"),
                html: headers.get("content-type").is_some_and(|kind| kind.starts_with("text/html")),
            };
            classify(&refusal, asked)
        }
        SdkError::ResponseError(response) => {
            let status = response.raw().status().as_u16();
            let kind =
                if status >= 500 || broke_off(error) { ErrorKind::Unavailable } else { ErrorKind::Garbage };
            (kind, format!("the answer (HTTP {status}) cannot be read: {}", innermost(error)))
        }
        SdkError::TimeoutError(_) => (ErrorKind::Unavailable, "no answer in time".into()),
        _ => unsent(error),
    }
}

const NO_CREDENTIALS: &str =
    "no AWS credentials were found in the environment, the AWS files or the machine's role";

/// A request that found no answer: no credentials, no connection, or a fault of the request itself.
fn unsent<E, R>(error: &SdkError<E, R>) -> (ErrorKind, String)
where
    E: Error + 'static,
    R: std::fmt::Debug + 'static,
{
    let words = innermost(error);
    if let Some(credentials) = find::<CredentialsError>(error) {
        return match credentials {
            CredentialsError::CredentialsNotLoaded(_) => (ErrorKind::Credentials, NO_CREDENTIALS.into()),
            CredentialsError::ProviderTimedOut(_) => (
                ErrorKind::Unavailable,
                format!("no answer in time from where the credentials come: {words}"),
            ),
            // The last place to look: a machine that is not AWS's gives the oddest answers there.
            _ if chain_text(error).contains("IMDS") => {
                (ErrorKind::Credentials, format!("{NO_CREDENTIALS} (of the role's service: {words})"))
            }
            _ => (ErrorKind::Credentials, words),
        };
    }
    let chain = chain_text(error);
    if chain.contains("certificate") {
        return (ErrorKind::Other, format!("the server's certificate is not trusted: {words}"));
    }
    if chain.contains("dns error") {
        return (ErrorKind::Unavailable, format!("the name of the endpoint cannot be resolved ({words})"));
    }
    // The HTTP and TLS crates give no better sign of a peer that speaks another protocol.
    if chain.contains("invalid HTTP") || chain.contains("corrupt message") {
        return (ErrorKind::Garbage, format!("what answers is not HTTP as the endpoint's URL says: {words}"));
    }
    match error {
        SdkError::DispatchFailure(failure) if failure.is_timeout() => {
            (ErrorKind::Unavailable, "no connection in time".into())
        }
        SdkError::DispatchFailure(failure) if !failure.is_user() => (ErrorKind::Unavailable, words),
        _ if chain.contains("credentials") || chain.contains("identity") => (ErrorKind::Credentials, words),
        _ => (ErrorKind::Other, words),
    }
}

fn classify(refusal: &Refusal<'_>, asked: Asked<'_>) -> (ErrorKind, String) {
    use ErrorKind as Kind;
    let Refusal { status, code, .. } = *refusal;
    let conditional = *asked.condition != Condition::None;
    let kind = match (status, code) {
        (_, "NoSuchBucket") => Kind::NoBucket,
        (_, "PreconditionFailed") | (412, _) => Kind::Precondition,
        (_, "NoSuchKey" | "NotFound") | (404, "") if asked.operation == Operation::Put && conditional => {
            Kind::Precondition
        }
        (_, "NoSuchKey") => Kind::NotFound,
        (404, "NotFound" | "") if asked.operation == Operation::Head => Kind::NotFound,
        (_, "RequestTimeTooSkewed") => return (Kind::Other, skewed(refusal)),
        (_, code) if CREDENTIALS.contains(&code) => Kind::Credentials,
        (_, code) if WRONG_REGION.contains(&code) => Kind::Region(refusal.region.clone()),
        // A HEAD's error has no body: the region's header is all there is.
        (301 | 307 | 400, "" | "BadRequest" | "MovedPermanently") if refusal.region.is_some() => {
            Kind::Region(refusal.region.clone())
        }
        (
            _,
            "SlowDown" | "TooManyRequests" | "Throttling" | "ThrottlingException" | "RequestLimitExceeded",
        )
        | (429, _) => Kind::SlowDown,
        (_, "RequestTimeout") => Kind::Unavailable,
        // The bytes were damaged on the way; nothing was written.
        (400, "BadDigest" | "XAmzContentSHA256Mismatch" | "XAmzContentChecksumMismatch") => Kind::Unavailable,
        (501, _) => Kind::Other,
        (500.., _) => Kind::Unavailable,
        (409, code) if !code.is_empty() => Kind::Conflict,
        (409, _) if conditional => Kind::Conflict,
        (403, code) if !code.is_empty() => Kind::Denied,
        (401 | 403, _) if asked.operation == Operation::Head => Kind::Denied,
        (400, "") if asked.operation == Operation::Head => Kind::Credentials,
        (_, "") => Kind::Garbage,
        _ if refusal.html => Kind::Garbage,
        (..400, _) => Kind::Garbage,
        _ => Kind::Other,
    };
    let mut words = words(refusal, &kind);
    if kind == Kind::Denied && matches!(asked.operation, Operation::Get | Operation::Head) {
        words += "; without s3:ListBucket an object that is missing looks the same";
    }
    (kind, words)
}

/// Codes of an identity that is unknown, expired or wrongly signed.
const CREDENTIALS: [&str; 10] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidToken",
    "TokenRefreshRequired",
    "InvalidAccessKeyId",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "NotSignedUp",
    "InvalidSecurity",
];

/// Codes of a bucket that lives elsewhere.
const WRONG_REGION: [&str; 4] = [
    "PermanentRedirect",
    "TemporaryRedirect",
    "AuthorizationHeaderMalformed",
    "IllegalLocationConstraintException",
];

fn words(refusal: &Refusal<'_>, kind: &ErrorKind) -> String {
    let Refusal { status, code, message, .. } = *refusal;
    let said = match (code, message) {
        ("", _) => format!("HTTP {status}"),
        (code, "") => format!("{code} (HTTP {status})"),
        (code, message) => format!("{} ({code})", message.trim_end_matches('.')),
    };
    match kind {
        ErrorKind::Garbage if refusal.html => format!("a web page answered, not S3 ({said})"),
        ErrorKind::Garbage => format!("the answer is not S3's ({said})"),
        ErrorKind::Region(Some(region)) => format!("the bucket lives in {region} ({said})"),
        ErrorKind::Credentials if code.is_empty() => {
            format!("{said} without a reason: the credentials may have expired, or the region may be wrong")
        }
        _ => said,
    }
}

/// How far this machine's clock is off: AWS accepts 15 minutes.
fn skewed(refusal: &Refusal<'_>) -> String {
    let now = jiff::Timestamp::now();
    let by = refusal
        .date
        .and_then(|text| {
            aws_smithy_types::DateTime::from_str(text, aws_smithy_types::date_time::Format::HttpDate).ok()
        })
        .and_then(|date| super::answer::timestamp(&date))
        .map(|date| now.as_second() - date.as_second());
    let state = match by {
        Some(by) if by.abs() > 60 => {
            let side = if by > 0 { "ahead of" } else { "behind" };
            format!("{} minutes {side} the bucket's", by.abs() / 60)
        }
        _ => "too far from the bucket's".into(),
    };
    format!("this machine's clock is {state}: set it, then run this again (RequestTimeTooSkewed)")
}

/// `<Region>` of an error's body (AuthorizationHeaderMalformed).
fn region_in(body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let (_, rest) = text.split_once("<Region>")?;
    let (region, _) = rest.split_once("</Region>")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (region.len() <= 32 && !region.is_empty() && region.chars().all(plain)).then(|| region.to_owned())
}

/// Whether the connection ended in the middle of the answer.
fn broke_off(error: &(dyn Error + 'static)) -> bool {
    find::<std::io::Error>(error).is_some()
        || chain(error).any(|link| {
            let text = link.to_string();
            text.contains("connection")
                || text.contains("end of file")
                || text.contains("error reading a body")
        })
}

/// The last and most telling link of an error's chain.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    chain(error).last().map_or_else(|| error.to_string(), ToString::to_string)
}

/// An error and what caused it, outermost first.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&link| link.source())
}

fn chain_text(error: &(dyn Error + 'static)) -> String {
    chain(error).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    chain(error).find_map(|link| link.downcast_ref::<T>())
}
