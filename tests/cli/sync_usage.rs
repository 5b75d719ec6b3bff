//! dag-sync's options, its help and its messages about them.

use crate::run::run;
use crate::sync_site::Site;

/// What is said of a wrong command line.
fn wrong(arguments: &[&str]) -> String {
    let basic = ["dag-sync", "--bucket", "./bucket", "--env", "dev", "--dest", "./dags"];
    let answer = run(&[&basic, arguments].concat()).exits(2);
    assert_eq!(answer.stdout, "");
    format!("$ dag-sync {}\n{}\n", arguments.join(" "), answer.stderr.trim_end())
}

#[test]
fn the_help_is_what_the_documentation_shows() {
    insta::assert_snapshot!(run(&["dag-sync", "--help"]).exits(0).stdout);
}

#[test]
fn wrong_values_are_answered_with_right_ones() {
    let said: String = [
        &["--once", "--interval", "30"][..],
        &["--interval", "soon"],
        &["--interval", "0s"],
        &["--keep-for", "-5s"],
        &["--init-timeout", ""],
        &["--max-delete", "20"],
        &["--max-delete", "120%"],
        &["--max-bytes", "1.5GiB"],
        &["--max-bytes", "99999999999TiB"],
        &["--keep-releases", "-1"],
        &["--keep-releases", "many"],
        &["--concurrency", "0"],
        &["--unmanaged", "delete"],
        &["--package", "No Name", "--once"],
        &["--format", "yaml"],
        &["--confirm-deletes"],
        &["--package", "etl"],
    ]
    .map(wrong)
    .concat();
    insta::assert_snapshot!(said);
}

#[test]
fn what_is_missing_is_asked_for() {
    for option in ["--bucket", "--env", "--dest"] {
        run(&["dag-sync"]).exits(2).says(&[option]);
    }
}

#[test]
fn settings_come_from_the_environment_but_a_persons_word_does_not() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut command = site.command(&["dag-sync", "--once"]);
    command
        .env("DAG_PUBLISH_BUCKET", "./bucket")
        .env("DAG_PUBLISH_ENV", "dev")
        .env("DAG_PUBLISH_DEST", "./dags");
    command.env("DAG_PUBLISH_INTERVAL", "").env("DAG_PUBLISH_CONFIRM_DELETES", "true");
    assert_eq!(site.answer(&mut command).code, 0);
    site.remove("bucket/dev/etl");
    assert_eq!(site.answer(&mut command).code, 0);
    assert!(site.exists("dags/etl"), "nobody confirmed anything");
}

#[test]
fn an_environment_that_nobody_published_to_is_green_and_says_so() {
    let site = Site::new();
    site.publish("etl", &["etl_daily"], "one");
    let mut command =
        site.command(&["dag-sync", "--once", "--bucket", "./bucket", "--env", "prod", "--dest", "./dags"]);
    let answer = site.answer(&mut command);
    assert_eq!(
        (answer.code, answer.stdout.as_str()),
        (0, "./dags\n└── nothing is published to `prod` yet\n")
    );
}
