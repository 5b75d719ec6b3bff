//! Room on the disk: what does not fit into `--max-bytes` is not fetched.

use std::sync::Arc;

use super::super::offload::offload;
use super::super::report::{Problem, ProblemKind};
use super::super::tree::{Tree, TreeError};
use super::Syncer;

/// What is left of `--max-bytes` while a cycle stages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    used: u64,
    limit: u64,
}

impl Room {
    /// What everything takes now, after retired trees that are old enough made room for `wanted` more bytes.
    ///
    /// # Errors
    /// The disk's own.
    pub(super) async fn make(syncer: &Syncer, wanted: u64) -> Result<Self, TreeError> {
        let (tree, limit) = (Arc::clone(&syncer.tree), syncer.settings.max_bytes);
        let (now, keep) = (syncer.now(), syncer.settings.keep);
        offload(move || {
            let usage = |tree: &Tree| tree.usage().map(|usage| usage.total());
            let mut used = usage(&tree)?;
            let over = used.saturating_add(wanted).saturating_sub(limit);
            if over > 0 && tree.make_room(now, keep, over)? > 0 {
                used = usage(&tree)?;
            }
            Ok(Self { used, limit })
        })
        .await
    }

    /// Takes `bytes`, or says why not.
    pub(super) fn take(&mut self, bytes: u64) -> Result<(), Problem> {
        let used = self.used.saturating_add(bytes);
        if used > self.limit {
            let reason = format!(
                "it needs about {}, and of the {} that --max-bytes allows {} are used",
                size(bytes),
                size(self.limit),
                size(self.used)
            );
            let help = "raise --max-bytes (and the volume's size limit with it), or lower --keep-releases";
            return Err(Problem::new(ProblemKind::Room, reason, Some(help.into())));
        }
        self.used = used;
        Ok(())
    }
}

/// Bytes as people read them.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut unit = 0;
    // Shown with one digit after the point: the loss of precision is not seen.
    #[allow(clippy::cast_precision_loss)]
    let mut value = bytes as f64;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_in_numbers_that_people_read() {
        let mut room = Room { used: 1 << 30, limit: 2 << 30 };
        assert_eq!(room.take(1 << 30), Ok(()));
        let problem = room.take(4096).unwrap_err();
        assert_eq!(
            problem.reason,
            "it needs about 4.0 KiB, and of the 2.0 GiB that --max-bytes allows 2.0 GiB are used"
        );
    }
}
