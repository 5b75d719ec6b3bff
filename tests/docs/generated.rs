//! Pages that the program writes are what it writes now.

use std::process::Command;

use super::page::root;

#[track_caller]
fn is_current(name: &str, arguments: &[&str]) {
    let program = env!("CARGO_BIN_EXE_dag-publish");
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("DAG_PUBLISH_") {
            command.env_remove(name);
        }
    }
    let printed = command.args(arguments).output().unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let kept = std::fs::read_to_string(root().join(name)).unwrap_or_default();
    assert!(kept == printed, "{name} is not current: run `dag-publish {} > {name}`", arguments.join(" "));
}

#[test]
fn the_page_of_commands_is_what_the_program_prints() {
    is_current("docs/commands.md", &["man", "--markdown"]);
}
