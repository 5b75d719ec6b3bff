//! Inputs that a file of text cannot hold: other bytes, links, pipes, and what is large.

use std::ffi::OsStr;
use std::fs::{File, create_dir_all, write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::Input;

const DAG: &str = "from airflow.sdk import DAG\n\nwith DAG(\"report\", schedule=None):\n    pass\n";

/// Each with the code of its rule.
pub(super) fn inputs() -> Vec<(&'static str, Input)> {
    let mut all = Vec::new();
    for (title, bytes) in encodings() {
        let bytes = [bytes, DAG.as_bytes()].concat();
        all.push(("encoding", input(title, vec![("dags/report.py".into(), bytes)], |_| {})));
    }
    for (title, count) in [("operators", 33_000), ("expressions", 3_001)] {
        let text = format!("{DAG}\nNUMBER = {}1\n", "-".repeat(count));
        let files = vec![("dags/report.py".into(), text.into_bytes())];
        all.push(("nesting-too-deep", input(title, files, |_| {})));
    }
    let mut ignoring = |title, ignored: Vec<u8>| {
        let files = vec![dag(), ("dags/.airflowignore".into(), ignored)];
        all.push(("dag-id-unresolved", input(title, files, |_| {})));
    };
    ignoring("an `.airflowignore` that is not UTF-8", b"caf\xe9.py\n".to_vec());
    ignoring("an `.airflowignore` that is very long", "draft.py\n".repeat(1_001).into_bytes());
    all.extend(paths().into_iter().map(|(title, stage)| ("path-invalid", input(title, vec![dag()], stage))));
    all.extend(
        sizes().into_iter().map(|(title, stage)| ("file-too-large", input(title, vec![dag()], stage))),
    );
    all
}

fn dag() -> (String, Vec<u8>) {
    ("dags/report.py".into(), DAG.into())
}

fn input(title: &str, files: Vec<(String, Vec<u8>)>, stage: fn(&Path)) -> Input {
    Input { title: title.into(), arguments: Vec::new(), files, stage }
}

/// What stands before a DAG.
fn encodings() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("no UTF-8, and no declaration", b"# caf\xe9\n"),
        ("a NUL byte", b"# caf\0\n"),
        ("the mark of UTF-8, and another declaration", b"\xef\xbb\xbf# -*- coding: latin-1 -*-\n"),
        ("an encoding that Python does not know", b"# -*- coding: klingon -*-\n"),
        ("bytes that are not in the encoding", b"# -*- coding: ascii -*-\n# caf\xe9\n"),
        ("bytes that are not in the encoding, somewhere", b"# -*- coding: shift_jis -*-\n# caf\xff\n"),
    ]
}

type Stage = (&'static str, fn(&Path));

fn paths() -> Vec<Stage> {
    let mut all: Vec<Stage> = vec![
        ("a link out of the package", |package| {
            write(package.join("../orders.sql"), "").unwrap();
            symlink("../../orders.sql", package.join("dags/orders.sql")).unwrap();
        }),
        ("a link to nowhere", |package| symlink("gone.sql", package.join("dags/orders.sql")).unwrap()),
        ("a link to itself", |package| symlink("orders.sql", package.join("dags/orders.sql")).unwrap()),
        ("a link to the folder that holds it", |package| symlink(".", package.join("dags/again")).unwrap()),
        ("a pipe", |package| {
            let made = std::process::Command::new("mkfifo").arg(package.join("dags/orders.csv")).status();
            assert!(made.unwrap().success());
        }),
        ("a socket", |package| drop(UnixListener::bind(package.join("dags/orders.sock")).unwrap())),
        ("a space at the end of a name", |package| file(package, "orders.sql ")),
        ("a backslash", |package| file(package, "orders\\items.sql")),
        ("a character in two parts", |package| file(package, "cafe\u{301}.sql")),
        ("a long name", |package| file(package, &"orders_".repeat(30))),
        ("a long path", |package| {
            let folders = vec!["orders"; 80].join("/");
            file(package, &format!("{folders}/items.sql"));
        }),
        ("a long path of a file", |package| {
            let folders = vec!["orders"; 70].join("/");
            file(package, &format!("{folders}/{}", "items".repeat(10)));
        }),
        ("two names that differ in case", |package| {
            file(package, "Orders.sql");
            file(package, "orders.sql");
        }),
    ];
    if cfg!(target_os = "linux") {
        all.push(("a name that is not UTF-8", |package| {
            write(package.join("dags").join(OsStr::from_bytes(b"caf\xe9.sql")), "").unwrap();
        }));
    }
    all
}

fn sizes() -> Vec<Stage> {
    vec![
        ("a file", |package| large(package, "orders.csv", 100)),
        ("a package", |package| (0..5).for_each(|part| large(package, &format!("orders{part}.csv"), 60))),
        ("one file too many", |package| (0..10_000).for_each(|at| file(package, &format!("orders{at}.sql")))),
        ("many files too many", |package| {
            (0..10_010).for_each(|at| file(package, &format!("orders{at}.sql")))
        }),
    ]
}

/// An empty file.
fn file(package: &Path, name: &str) {
    let path = package.join("dags").join(name);
    create_dir_all(path.parent().unwrap()).unwrap();
    write(path, "").unwrap();
}

/// A file that takes no room on a disk.
fn large(package: &Path, name: &str, mebibytes: u64) {
    File::create(package.join("dags").join(name)).unwrap().set_len(mebibytes << 20).unwrap();
}
