//! The builtin functions and classes.

use super::{Answer, Constant};

/// A builtin called by its name.
pub(crate) fn call(_name: &str, _args: &[Constant], _keywords: &[(&str, Constant)]) -> Answer {
    Answer::Unknown
}
