//! Every message of every rule, as people read it: `tests/rules/<code>/messages.txt` holds an input for each, `staged`
//! makes those that no text can hold, and the snapshots keep what the program says of them.

#[path = "messages/sentences.rs"]
mod sentences;
#[path = "messages/staged.rs"]
mod staged;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::run::Answer;

/// What the package of every input is called.
const PACKAGE: &str = "sales";

/// A package that gives a message.
struct Input {
    title: String,
    /// Beside `validate sales`.
    arguments: Vec<String>,
    /// By path below the package's folder.
    files: Vec<(String, Vec<u8>)>,
    /// Does with the package's folder what files cannot.
    stage: fn(&Path),
}

impl Input {
    fn run(&self) -> Answer {
        let home = tempfile::tempdir().unwrap();
        let package = home.path().join(PACKAGE);
        for (name, bytes) in &self.files {
            let path = package.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        (self.stage)(&package);
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_dag-publish"));
        command.env_clear().env("GIT_CEILING_DIRECTORIES", "/").current_dir(home.path());
        command.args(["validate", PACKAGE]).args(&self.arguments);
        let mut answer = Answer::of(command.output().unwrap());
        answer.stdout = answer.stdout.replace(home.path().to_str().unwrap(), "/home");
        answer
    }
}

/// The inputs of a file: `=== <title>`, then `$ <arguments>` if there are any, then `dags/report.py`, then other files,
/// each after `--- <path>`.
fn read(text: &str) -> Vec<Input> {
    let sections = text.strip_prefix("=== ").unwrap().split("\n=== ");
    sections
        .map(|section| {
            let (title, rest) = section.split_once('\n').unwrap();
            let (arguments, rest) = match rest.strip_prefix("$ ") {
                Some(rest) => rest.split_once('\n').unwrap(),
                None => ("", rest),
            };
            let rest = format!("\n--- dags/report.py\n{rest}");
            let files = rest.split("\n--- ").skip(1).map(|file| {
                let (name, text) = file.split_once('\n').unwrap_or((file, ""));
                (name.to_owned(), format!("{}\n", text.trim_end()).into_bytes())
            });
            Input {
                title: title.to_owned(),
                arguments: arguments.split_whitespace().map(str::to_owned).collect(),
                files: files.filter(|(name, text)| name != "dags/report.py" || text != b"\n").collect(),
                stage: |_| {},
            }
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The inputs of every rule.
fn inputs() -> BTreeMap<String, Vec<Input>> {
    let mut all: BTreeMap<String, Vec<Input>> = BTreeMap::new();
    for rule in dag_publish::rules::all() {
        let file = root().join("tests/rules").join(rule.code).join("messages.txt");
        if let Ok(text) = std::fs::read_to_string(file) {
            all.insert(rule.code.to_owned(), read(&text));
        }
    }
    for (code, input) in staged::inputs() {
        all.entry(code.to_owned()).or_default().push(input);
    }
    all
}

/// The findings that an input gives, without the line that sums them up and what follows it.
fn told(input: &Input, code: &str) -> String {
    let answer = input.run();
    let is_told = answer.stdout.lines().any(|line| line == code);
    assert!(is_told, "{code}: {}\n{}{}", input.title, answer.stdout, answer.stderr);
    let lines = answer.stdout.lines().take_while(|line| !line.contains(" (Python 3."));
    let lines: Vec<&str> = lines.map(str::trim_end).collect();
    format!("=== {}\n{}", input.title, lines.join("\n").trim_end())
}

#[test]
fn each_message_says_what_is_wrong_where_why_and_what_to_do() {
    for (code, inputs) in inputs() {
        let all: Vec<String> = inputs.par_iter().map(|input| told(input, &code)).collect();
        insta::assert_snapshot!(code.as_str(), all.join("\n\n"));
    }
}

/// What is kept of the program's words: snapshots, and the page of all rules.
fn kept() -> String {
    let mut kept = String::new();
    for entry in walkdir::WalkDir::new(root().join("src"))
        .into_iter()
        .chain(walkdir::WalkDir::new(root().join("tests/cli")))
    {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|ending| ending == "snap") {
            kept += &std::fs::read_to_string(path).unwrap();
        }
    }
    kept + &std::fs::read_to_string(root().join("docs/rules.md")).unwrap()
}

#[test]
fn every_sentence_of_the_source_stands_in_a_snapshot() {
    let kept = sentences::plain(&kept());
    let all = sentences::of_rules(&root());
    let unshown: Vec<_> = all.iter().filter(|(_, _, sentence)| !sentences::holds(&kept, sentence)).collect();
    let excuses = |(path, _, sentence): &(String, usize, String), (file, start): (&str, &str)| {
        path == file && sentence.starts_with(start)
    };
    let missing: Vec<String> = unshown
        .iter()
        .filter(|one| !sentences::UNSHOWN.iter().any(|(file, start, _)| excuses(one, (file, start))))
        .map(|(path, line, sentence)| format!("{path}:{line}: {sentence}"))
        .collect();
    assert!(missing.is_empty(), "no input in tests/rules/*/messages.txt gives:\n{}", missing.join("\n"));
    for (file, start, _) in sentences::UNSHOWN {
        assert!(unshown.iter().any(|one| excuses(one, (file, start))), "{file}: `{start}` needs no excuse");
    }
}
