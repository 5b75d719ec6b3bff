//! Modules and names that a package holds without saying so.

use super::*;

/// What is said of `pkg/dags/my_file.py` beside other files of the package, whose DAG files are an import root.
fn beside(text: &str, files: &[(&str, &str)]) -> Outcome {
    let text = with_imports(text);
    std::thread::scope(|scope| {
        let run = || {
            let reading = python::read(text.as_bytes(), python::Version::default());
            let tree = reading.tree.unwrap();
            let file = File { text: &text, tree: &tree, path: "pkg/dags/my_file.py" };
            let sources = Files::new(files);
            let import_roots = ["pkg/dags".to_owned()];
            examine(&Request {
                file,
                airflow: THREE,
                python: 12,
                import_roots: &import_roots,
                sources: &sources,
            })
        };
        std::thread::Builder::new()
            .stack_size(python::STACK_BYTES)
            .spawn_scoped(scope, run)
            .unwrap()
            .join()
            .unwrap()
    })
}

#[test]
fn a_module_of_machine_code_is_there() {
    for import in ["from lib import _fast", "from lib._fast import crc", "import lib._fast"] {
        let text = format!("{import}\nd = DAG('a')");
        for compiled in ["_fast.cpython-312-x86_64-linux-gnu.so", "_fast.abi3.so", "_fast.so"] {
            let path = format!("pkg/dags/lib/{compiled}");
            let outcome = beside(&text, &[("pkg/dags/lib/__init__.py", ""), (&path, "")]);
            assert_eq!((ids(&outcome), outcome.faults.len()), (vec!["a"], 0), "{text} {compiled}");
        }
        let stubs = [
            ("pkg/dags/lib/__init__.py", ""),
            ("pkg/dags/lib/_fast.abi3.so", ""),
            ("pkg/dags/lib/_fast/a.pyi", ""),
        ];
        assert_eq!(ids(&beside(&text, &stubs)), ["a"], "{text}");
        for other in ["_faster.so", "_fast.txt", "_fast.pyi"] {
            let path = format!("pkg/dags/lib/{other}");
            let outcome = beside(&text, &[("pkg/dags/lib/__init__.py", "\n"), (&path, "")]);
            assert_eq!(outcome.faults[0].kind, FaultKind::LocalImportMissing, "{text} {other}");
        }
    }
}

#[test]
fn what_reaches_into_modules_unseen_leaves_missing_names_in_doubt() {
    for magic in [
        "import sys\nsys.meta_path.append(make_importer())",
        "from sys import path_hooks\npath_hooks.append(make_hook())",
        "import sys\nsys._getframe(1).f_globals['__getattr__'] = len",
        "import sys, types\nsys.modules[__name__] = types.ModuleType('lib')",
        "import inspect\ninspect.currentframe().f_back.f_globals.update(thing=1)",
    ] {
        let vendored = format!("def make_importer(): pass\nmake_hook = make_importer\n{magic}\n");
        for import in ["from lib.moves import urllib", "from lib import thing", "import lib.moves.urllib"] {
            let text = format!("{import}\nd = DAG('a')");
            let outcome = beside(&text, &[("pkg/dags/lib/__init__.py", &vendored)]);
            assert_eq!(outcome.faults, [], "{magic}\n{import}");
            assert_eq!(outcome.unresolved[0].candidates, ["a"], "{magic}\n{import}");
        }
    }
}

#[test]
fn dunder_import_gives_the_first_package_or_with_names_the_module() {
    let files = [("pkg/dags/lib/__init__.py", "NAME = 'first'"), ("pkg/dags/lib/inner.py", "NAME = 'last'")];
    for (import, expected) in [
        ("__import__('lib')", "first"),
        ("__import__('lib.inner')", "first"),
        ("__import__('lib.inner', None, None, ['NAME'])", ""),
        ("__import__('lib.inner', fromlist=['NAME'])", ""),
    ] {
        let outcome = beside(&format!("d = DAG({import}.NAME)"), &files);
        assert_eq!(outcome.faults, [], "{import}");
        assert_eq!(
            ids(&outcome),
            [expected].into_iter().filter(|id| !id.is_empty()).collect::<Vec<_>>(),
            "{import}"
        );
    }
}
