//! Packages that cannot be published: each ends with its exit code and a sentence that names the thing.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::run::{GOOD_DAG, run};

#[test]
fn a_path_that_is_missing_or_a_file_is_a_wrong_command_line() {
    run(&["validate", "missing"]).exits(2).says(&["`missing`", "folder that holds `dags/`"]);
    run(&["validate", "x.py"]).file("x.py", "").exits(2).says(&["`x.py` is a file", "validated as a whole"]);
}

#[test]
fn a_package_without_its_dags_folder_is_a_wrong_command_line() {
    run(&["validate", "package"]).file("package/x.py", "").exits(2).says(&["no folder `dags`", "--dags"]);
    run(&["validate", "package"]).file("package/dags", "a file").exits(2).says(&["no folder `dags`"]);
}

#[test]
fn an_empty_package_is_never_green() {
    run(&["validate", "package"])
        .with(|home| std::fs::create_dir_all(home.join("package/dags")).unwrap())
        .exits(3)
        .says(&["package: The package has no file in `dags`"]);
    run(&["validate", "package"])
        .file("package/dags/__pycache__/x.cpython-312.pyc", "")
        .file("package/dags/.hidden.py", "")
        .exits(3);
    run(&["validate", "package", "--exclude", "**"]).good_package().exits(3);
}

/// root may read every file on a disk, so the kernel's own files stand for one that cannot be read: reading a
/// process's memory at address 0 fails for everybody.
#[test]
#[cfg(target_os = "linux")]
fn a_file_that_cannot_be_read_is_a_failure_that_names_it() {
    run(&["validate", "/proc/self", "--package", "p", "--dags", "task", "--exclude", "**"])
        .arg("--include")
        .arg("*/mem")
        .exits(5)
        .says(&["cannot read `/proc/self/task/", "/mem`", "--exclude"]);
}

#[test]
fn a_link_out_of_the_package_is_refused() {
    run(&["validate", "package"])
        .good_package()
        .file("secret.py", "")
        .with(|home| symlink("../../secret.py", home.join("package/dags/link.py")).unwrap())
        .exits(1)
        .says(&["dags/link.py", "outside the package's folder", "path-invalid"]);
    run(&["validate", "package"])
        .good_package()
        .file("elsewhere/x.py", "")
        .with(|home| symlink(home.join("elsewhere"), home.join("package/dags/link")).unwrap())
        .exits(1)
        .says(&["dags/link", "outside the package's folder"]);
    run(&["validate", "package"])
        .file("elsewhere/x.py", "")
        .file("package/README.md", "")
        .with(|home| symlink(home.join("elsewhere"), home.join("package/dags")).unwrap())
        .exits(1)
        .says(&["package/dags: ", "outside the package's folder"]);
}

#[test]
fn a_link_within_the_package_is_followed() {
    run(&["validate", "package"])
        .good_package()
        .file("package/shared/query.sql", "SELECT 1")
        .with(|home| symlink("../shared", home.join("package/dags/sql")).unwrap())
        .exits(0);
}

#[test]
fn a_link_to_nowhere_to_itself_and_to_its_own_folder_are_refused() {
    let linked = |target: &'static str| {
        run(&["validate", "package"])
            .good_package()
            .with(move |home| symlink(target, home.join("package/dags/link")).unwrap())
            .exits(1)
    };
    linked("missing.py").says(&["dags/link", "`missing.py`, which does not exist"]);
    linked("link").says(&["dags/link", "It links to itself"]);
    linked(".").says(&["dags/link", "a loop"]);
}

#[test]
fn names_that_differ_only_in_case_are_refused() {
    run(&["validate", "package"])
        .good_package()
        .file("package/dags/Report.sql", "")
        .file("package/dags/report.sql", "")
        .with(|home| {
            // On a disk that ignores case there is one file, and nothing to refuse.
            let files = std::fs::read_dir(home.join("package/dags")).unwrap().count();
            assert_eq!(files, 3);
        })
        .exits(1)
        .says(&["Report.sql", "report.sql", "ignores case", "Rename"]);
}

#[test]
fn names_that_some_disk_refuses_are_refused() {
    for name in ["a ", "b.", "back\\slash.py", "new\nline.py"] {
        run(&["validate", "package"])
            .good_package()
            .with(|home| std::fs::write(home.join("package/dags").join(name), "").unwrap())
            .exits(1)
            .says(&["path-invalid", "Rename it"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_utf_8_is_refused_and_shown_escaped() {
    run(&["validate", "package"])
        .good_package()
        .with(|home| {
            let name = OsStr::from_bytes(b"caf\xe9.py");
            std::fs::write(home.join("package/dags").join(name), "").unwrap();
        })
        .exits(1)
        .says(&["caf\\xe9.py", "not UTF-8"]);
}

#[test]
fn a_pipe_is_refused_and_does_not_block() {
    let started = Instant::now();
    run(&["validate", "package"])
        .good_package()
        .with(|home| {
            let path = home.join("package/dags/pipe.py");
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.unwrap().success());
        })
        .exits(1)
        .says(&["dags/pipe.py", "a named pipe"]);
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_file_of_a_gigabyte_is_refused_without_reading_it() {
    let started = Instant::now();
    run(&["validate", "package"])
        .good_package()
        .with(|home| {
            let file = std::fs::File::create(home.join("package/dags/dump.csv")).unwrap();
            file.set_len(1 << 30).unwrap();
        })
        .exits(1)
        .says(&["dump.csv", "1024.0 MiB", "64.0 MiB", "file-too-large"]);
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_package_over_its_limit_is_refused_without_reading_it() {
    run(&["validate", "package"])
        .good_package()
        .with(|home| {
            for part in 0..5 {
                let file = std::fs::File::create(home.join(format!("package/dags/part{part}.csv"))).unwrap();
                file.set_len(60 << 20).unwrap();
            }
        })
        .exits(1)
        .says(&["The package has 300.0 MiB; one that is published may have 256.0 MiB"]);
}

#[test]
fn folders_ten_thousand_deep_are_refused() {
    /// A hundred folders at a time: the path of the innermost of all would be longer than a system call takes.
    const CHAIN: [&str; 100] = ["d"; 100];
    fn bury(dags: &Path) {
        for _ in 0..100 {
            let chain = dags.join("chain").join(CHAIN.join("/"));
            std::fs::create_dir_all(&chain).unwrap();
            if dags.join("d").exists() {
                std::fs::rename(dags.join("d"), chain.join("d")).unwrap();
            }
            std::fs::rename(dags.join("chain/d"), dags.join("d")).unwrap();
        }
    }
    fn unbury(dags: &Path) {
        while dags.join("d").exists() {
            let inner = dags.join(CHAIN.join("/")).join("d");
            if inner.exists() {
                std::fs::rename(inner, dags.join("rest")).unwrap();
            }
            std::fs::remove_dir_all(dags.join("d")).unwrap();
            if dags.join("rest").exists() {
                std::fs::rename(dags.join("rest"), dags.join("d")).unwrap();
            }
        }
    }
    let (answer, home) =
        run(&["validate", "package"]).good_package().with(|home| bury(&home.join("package/dags"))).kept();
    unbury(&home.join("package/dags"));
    std::fs::remove_dir_all(home).unwrap();
    assert_eq!(answer.code, 1, "{}{}", answer.stdout, answer.stderr);
    answer.says(&["longer than 512 bytes", "Nest folders less deeply"]);
}

#[test]
fn source_nested_ten_thousand_deep_is_a_finding_and_no_crash() {
    for source in [
        format!("x = {}1{}\n", "(".repeat(10_000), ")".repeat(10_000)),
        format!("x = {}1\n", "-".repeat(200_000)),
        format!("x = a{}\n", ".b".repeat(200_000)),
        (0..10_000).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect(),
    ] {
        run(&["validate", "package"])
            .good_package()
            .file("package/dags/deep.py", &source)
            .exits(1)
            .says(&["deep.py"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn one_package_that_cannot_be_read_does_not_hide_the_others() {
    run(&["validate", "/proc/self", "linked", "--dags", "task", "--exclude", "**", "--include", "*/mem"])
        .with(|home| {
            std::fs::create_dir_all(home.join("linked/task/1")).unwrap();
            symlink("missing", home.join("linked/task/1/mem")).unwrap();
        })
        .exits(5)
        .says(&["cannot read `/proc/self/task/", "task/1/mem", "does not exist"]);
}

#[test]
fn a_path_that_is_no_package_ends_the_run_before_any_other() {
    let answer = run(&["validate", "linked", "nothing"])
        .file("nothing/README.md", "")
        .with(|home| {
            std::fs::create_dir_all(home.join("linked/dags")).unwrap();
            symlink("missing.py", home.join("linked/dags/link.py")).unwrap();
        })
        .exits(2)
        .says(&["`nothing` has no folder `dags`"]);
    assert_eq!(answer.stdout, "");
}

#[test]
fn several_packages_exit_with_the_worst_of_them() {
    run(&["validate", "good", "bad", "empty"])
        .file("good/dags/good.py", GOOD_DAG)
        .file("bad/dags/bad.py", "def (:\n")
        .with(|home| std::fs::create_dir_all(home.join("empty/dags")).unwrap())
        .exits(1)
        .says(&["bad.py", "syntax-error"]);
    run(&["validate", "good", "empty"])
        .file("good/dags/good.py", GOOD_DAG)
        .with(|home| std::fs::create_dir_all(home.join("empty/dags")).unwrap())
        .exits(3);
}
