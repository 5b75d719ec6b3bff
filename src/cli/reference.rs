//! The commands and their options as one Markdown document: docs/commands.md.
//!
//! Made from the same definitions as `--help`, so that the page cannot say anything else.

use std::fmt::Write as _;

use clap::{Arg, Command};

const HEAD: &str = "\
# Commands

Every command and option, as `dag-publish --help` and `dag-publish COMMAND --help` have them. Exit codes are in
[the README](../README.md#exit-codes), the settings file is in [configuration.md](configuration.md).

<!-- Written by `dag-publish man --markdown > docs/commands.md`. -->

A variable that is set but empty counts as not set. An option wins over its variable, that over the settings file, that over
the default. What overrides a guard has no variable: it is said anew each time.
";

/// The document for a program.
pub(super) fn document(mut program: Command) -> String {
    program.build();
    let mut page = String::from(HEAD);
    let commands = || program.get_subcommands().filter(|command| command.get_name() != "help");
    // Writing to a String cannot fail, here and below.
    let _ = write!(page, "\n| command | does |\n| --- | --- |\n");
    for command in commands() {
        let name = command.get_name();
        let _ = writeln!(page, "| [{name}](#{name}) | {} |", about(command));
    }
    let _ = write!(page, "\n## Global options\n\nEvery command takes these.\n\n");
    options(&mut page, program.get_arguments().filter(|argument| argument.is_global_set()));
    for command in commands() {
        section(&mut page, command);
    }
    page
}

fn section(page: &mut String, command: &Command) {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = write!(page, "\n## {}\n\n", command.get_name());
    let text = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    // clap takes the stop from the end of a paragraph that stands alone.
    for paragraph in text.split("\n\n") {
        let _ = write!(page, "{}.\n\n", paragraph.trim_end_matches('.'));
    }
    let _ = write!(page, "```text\n{usage}\n```\n\n");
    let own = command.get_arguments().filter(|argument| !argument.is_global_set() && !argument.is_hide_set());
    let (arguments, given): (Vec<&Arg>, Vec<&Arg>) = own.partition(|argument| argument.is_positional());
    options(page, arguments.into_iter().chain(given));
}

fn is_help(argument: &Arg) -> bool {
    matches!(argument.get_id().as_str(), "help" | "version")
}

fn options<'a>(page: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    let _ = write!(page, "| option | variable | default | meaning |\n| --- | --- | --- | --- |\n");
    for argument in arguments.filter(|argument| !is_help(argument)) {
        let variable = argument.get_env().map(|name| code(&name.to_string_lossy())).unwrap_or_default();
        let (meaning, default) = meaning(argument);
        let meaning = cell(&meaning);
        // What is more than a value is a sentence about one.
        let default = default.unwrap_or_default();
        let default =
            if default.is_empty() || default.contains(' ') { cell(&default) } else { code(&default) };
        let _ = writeln!(page, "| {} | {variable} | {default} | {meaning} |", spelled(argument));
    }
}

/// How an argument is written: `-q`, `--quiet`, `--env <ENV>`, `[PATH]...`.
fn spelled(argument: &Arg) -> String {
    if argument.is_positional() {
        return code(&argument.to_string());
    }
    let long = code(&argument.to_string());
    match argument.get_short() {
        Some(short) => format!("`-{short}`, {long}"),
        None => long,
    }
}

/// What an argument does, and what it is unless given.
fn meaning(argument: &Arg) -> (String, Option<String>) {
    let text = argument.get_long_help().or(argument.get_help()).map(ToString::to_string);
    let mut text = text.unwrap_or_default();
    let values: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let mut default = (!values.is_empty()).then(|| values.join(" "));
    // Where the settings file has a say the default is none of clap's, and stands in the help.
    if let Some((words, rest)) = text.clone().rsplit_once(" [default: ")
        && let Some(value) = rest.strip_suffix(']')
    {
        text = words.to_owned();
        default = Some(value.to_owned());
    }
    let takes_value = argument.get_action().takes_values();
    let values = argument.get_possible_values();
    // Flags have `true` and `false`, which nobody writes.
    if takes_value && !values.is_empty() {
        let shown = values.iter().filter(|value| !value.is_hide_set()).map(|value| {
            let name = code(value.get_name());
            value.get_help().map_or_else(|| name.clone(), |help| format!("{name} ({help})"))
        });
        let _ = write!(text, ": {}", shown.collect::<Vec<_>>().join(", "));
    }
    if argument.is_required_set() {
        text.push_str(". Required");
    }
    (text, default.filter(|_| takes_value))
}

fn about(command: &Command) -> String {
    cell(&command.get_about().map(ToString::to_string).unwrap_or_default())
}

fn code(text: &str) -> String {
    format!("`{}`", cell(text))
}

/// Text in one line, which no `|` ends.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
