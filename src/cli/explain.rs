//! `explain [CODE]`

use std::fmt::Write as _;

use super::{Exit, Failure, output, packages};
use crate::rules;

/// Print a rule's page: what it finds, why that matters, what to do. Without a code, list the rules
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The rule, as in `dag-id-duplicate`
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let Some(code) = &arguments.code else {
        output::print(list().as_bytes())?;
        return Ok(Exit::Done);
    };
    match rules::find(code) {
        Some(rule) => output::print(rule.page.as_bytes())?,
        None => {
            let fault = packages::unknown_rule(code);
            return Err(Failure::usage(fault.message, fault.help));
        }
    }
    Ok(Exit::Done)
}

fn list() -> String {
    let width = rules::all().iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    let mut list = String::new();
    for rule in rules::all() {
        // Writing to a String cannot fail.
        let _ = writeln!(list, "{:width$}  {}", rule.code, rule.summary);
    }
    list
}
