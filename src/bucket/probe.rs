//! Whether a store means what it promises: some S3 servers take conditional writes and ignore the condition.

use bytes::Bytes;

use super::{Bucket, BucketError, Condition, ETag, ErrorKind};

/// What a store makes of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conditions {
    /// A write whose condition does not hold is refused.
    Honoured,
    /// It happens all the same: two publishers could overwrite each other.
    Ignored,
    /// Conditions are refused as unknown (501, 400): nothing could be published.
    Refused,
}

/// Tries both conditions on `key`, which must be free and the caller's to write, and removes it again.
///
/// # Errors
/// Any that the store gives to a plain write, read or delete of the key.
pub async fn probe_conditions(bucket: &dyn Bucket, key: &str) -> Result<Conditions, BucketError> {
    let content = || Bytes::from_static(b"dag-publish asks whether conditional writes work here\n");
    bucket.put(key, content(), Condition::None).await?;
    let never = ETag("\"00000000000000000000000000000000\"".into());
    let mut verdict = Conditions::Honoured;
    for condition in [Condition::Absent, Condition::Matches(never)] {
        match bucket.put(key, content(), condition).await {
            Ok(_) => verdict = Conditions::Ignored,
            Err(error) if error.kind == ErrorKind::Precondition => {}
            Err(error) if error.kind == ErrorKind::Other && verdict == Conditions::Honoured => {
                verdict = Conditions::Refused;
            }
            Err(error) => {
                // The verdict is lost either way; the key should not stay.
                let _ = bucket.delete(key).await;
                return Err(error);
            }
        }
    }
    bucket.delete(key).await?;
    Ok(verdict)
}
