//! stdout: the result and nothing else.

use std::io::{ErrorKind, Write};

use super::{Exit, Failure};

/// Writes the result. A reader that went away (`| head`) is no failure; a full disk is.
pub(super) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Failed, format!("cannot write the result to stdout: {error}"), None))
        }
        _ => Ok(()),
    }
}
