//! Notes: small files of dag-sync's own in `<state>`. They are hints: one that is lost or spoilt costs time, and is
//! never an error.

use super::disk::Place;
use super::{Tree, TreeError};

const SUFFIX: &str = ".json";

/// No note is larger: what does not fit was not written by dag-sync.
const NOTE_BYTES: u64 = 16 * 1024 * 1024;

fn place(name: &str) -> Place {
    Place::state(format!("{name}{SUFFIX}"))
}

impl Tree {
    /// The note `<state>/<name>.json`, byte for byte as it was set; `None` when it is missing, cannot be read, or is
    /// larger than 16 MiB. Whoever reads one trusts it no more than any other file: the disk may have spoilt it.
    #[must_use]
    pub fn note(&self, name: &str) -> Option<Vec<u8>> {
        self.disk.read(&place(name), NOTE_BYTES).ok()
    }

    /// Replaces a note at one instant; on the disk when this returns, if `durable`. Nothing is written when the
    /// bytes are those that are there.
    ///
    /// # Errors
    /// [`TreeError::Content`] for more than 16 MiB. The disk's own errors; then the note is what it was.
    pub fn set_note(&self, name: &str, bytes: &[u8], durable: bool) -> Result<(), TreeError> {
        let at = place(name);
        if bytes.len() as u64 > NOTE_BYTES {
            let what = format!("the note `{name}` has {} bytes; at most {NOTE_BYTES} are kept", bytes.len());
            return Err(TreeError::Content(what));
        }
        if self.note(name).as_deref() == Some(bytes) {
            return if durable { self.sync_note(name) } else { Ok(()) };
        }
        self.memory().durable_notes.remove(name);
        self.replace(&at, bytes, durable)?;
        if durable {
            self.memory().durable_notes.insert(name.to_owned());
        }
        Ok(())
    }

    /// A note that is there already may have been written without waiting for the disk, or by an earlier run.
    fn sync_note(&self, name: &str) -> Result<(), TreeError> {
        if self.memory().durable_notes.contains(name) {
            return Ok(());
        }
        let synced = self.disk.sync(&[place(name), Place::state("")]);
        self.attempt("write", &place(name), synced)?;
        self.memory().durable_notes.insert(name.to_owned());
        Ok(())
    }
}
