//! `explain [CODE]`

use std::fmt::Write as _;

use super::{Exit, Failure, output, packages};
use crate::rules::{self, Rule, Severity};

/// Print a rule's page: what it finds, why that matters, what to do. Without a code, list the rules
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The rule, as in `dag-id-duplicate`
    code: Option<String>,
    /// Print the pages of all rules as one document, which is docs/rules.md
    #[arg(long, conflicts_with = "code")]
    all: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let page = match &arguments.code {
        None if arguments.all => document(),
        None => list(),
        Some(code) => match rules::find(code) {
            Some(rule) => rule.page.to_owned(),
            None => {
                let fault = packages::unknown_rule(code);
                return Err(Failure::usage(fault.message, fault.help));
            }
        },
    };
    output::print(page.as_bytes())?;
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

/// Every page in one Markdown document, behind a table of the rules.
fn document() -> String {
    let mut document = String::from(
        "# Rules\n\n\
         What `validate` and `publish` look for. `dag-publish explain CODE` prints one page of these; how to deny, \
         warn of or ignore\na rule, for a package, a file or a line, is in [configuration.md](configuration.md#rules).\n\n\
         <!-- Written by `dag-publish explain --all > docs/rules.md`. -->\n\n\
         | rule | unless configured | finds |\n| --- | --- | --- |\n",
    );
    for rule in rules::all() {
        let Rule { code, summary, .. } = rule;
        // Writing to a String cannot fail.
        let _ = writeln!(document, "| [{code}](#{code}) | {} | {summary} |", means(rule));
    }
    for rule in rules::all() {
        document.push('\n');
        let mut in_code = false;
        for line in rule.page.lines() {
            in_code ^= line.starts_with("```");
            // A `#` in an example starts a comment.
            let deeper = if line.starts_with('#') && !in_code { "#" } else { "" };
            let _ = writeln!(document, "{deeper}{line}");
        }
    }
    document
}

fn means(rule: &Rule) -> &'static str {
    match rule.default {
        _ if rule.is_fixed() => "denies, always",
        _ if rule.code == "dag-id-prefix" => "silent",
        Severity::Error => "denies",
        Severity::Warning => "warns",
    }
}
