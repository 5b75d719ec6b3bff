//! Settings and policies that a page shows are ones that work, and none is left out.

use std::process::Command;

use super::page::{Page, pages, root};

#[test]
fn the_program_takes_every_settings_file_that_a_page_shows() {
    let mut seen = 0;
    for page in pages() {
        for (line, block) in page.blocks("toml") {
            if !block.contains("[tool.dag-publish") {
                continue;
            }
            seen += 1;
            let package = tempfile::tempdir().unwrap();
            let folder = block.lines().find_map(|line| line.strip_prefix("dags = \"")?.split('"').next());
            let folder = package.path().join(folder.unwrap_or("dags"));
            std::fs::create_dir(&folder).unwrap();
            let dag = "from airflow import DAG\n\ndag = DAG('one', schedule=None)\n";
            std::fs::write(folder.join("one.py"), dag).unwrap();
            std::fs::write(package.path().join("pyproject.toml"), block).unwrap();
            let mut program = Command::new(env!("CARGO_BIN_EXE_dag-publish"));
            let output = program.args(["validate", "--package", "one"]).arg(package.path()).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_ne!(output.status.code(), Some(2), "{}:{line}: {told}", page.name());
        }
    }
    assert!(seen >= 2, "only {seen} settings files are shown");
}

#[test]
fn the_page_of_settings_has_every_key() {
    let shown: String = Page::read(&root().join("docs/configuration.md"))
        .blocks("toml")
        .into_iter()
        .map(|(_, block)| block)
        .collect();
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(root().join("src/config")).into_iter().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        for key in text.split(".take(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if matches!(key, "tool" | "dag-publish") {
                continue;
            }
            seen += 1;
            let known = [format!("{key} = "), format!("dag-publish.{key}]"), format!("dag-publish.{key}.")];
            assert!(
                known.iter().any(|form| shown.contains(form)),
                "docs/configuration.md does not show `{key}`"
            );
        }
    }
    assert!(seen > 15, "only {seen} keys were found: is this still looking at anything?");
}

#[test]
fn every_policy_that_a_page_shows_is_json() {
    let page = Page::read(&root().join("docs/permissions.md"));
    let blocks = page.blocks("json");
    assert!(blocks.len() >= 3, "{}", blocks.len());
    for (line, block) in blocks {
        let policy: serde_json::Value =
            serde_json::from_str(&block).unwrap_or_else(|error| panic!("line {line}: {error}"));
        assert_eq!(policy["Version"], "2012-10-17", "line {line}");
    }
}
