//! stdout: the result and nothing else; and what is said to people.

use std::borrow::Cow;
use std::io::{ErrorKind, Write};

use super::{Exit, Failure};
use crate::report::harmless;

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

/// Text for people, on stdout or stderr. In a job of GitHub Actions a line of the log can be a command to the runner:
/// what an argument or a file says is none.
pub(super) fn spoken(text: &str) -> Cow<'_, str> {
    let in_actions = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    if in_actions { Cow::Owned(harmless(text)) } else { Cow::Borrowed(text) }
}
