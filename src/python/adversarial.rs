//! Files made to exhaust a stack, the memory or the time: each is judged, and soon.

use super::FaultKind;
use super::tests::{faults, kinds};

#[test]
fn nothing_nested_or_chained_overflows_a_stack() {
    let many = 200_000;
    for (name, source) in [
        ("minus", format!("x = {}1\n", "-".repeat(many))),
        ("not", format!("x = {}1\n", "not ".repeat(many))),
        ("await", format!("async def f():\n    {}x\n", "await ".repeat(many))),
        ("attribute", format!("x = a{}\n", ".b".repeat(many))),
        ("call", format!("x = a{}\n", "()".repeat(many))),
        ("subscript", format!("x = a{}\n", "[0]".repeat(many))),
        ("plus", format!("x = 1{}\n", "+1".repeat(many))),
        ("power", format!("x = 1{}\n", "**1".repeat(many))),
        ("strings", format!("x = 'a'{}\n", "+ 'a'".repeat(many))),
        ("lambda", format!("x = {}1\n", "lambda:".repeat(many))),
        ("conditional", format!("x = 1{}\n", " if a else 1".repeat(many))),
        ("parentheses", format!("x = {}1{}\n", "(".repeat(10_000), ")".repeat(10_000))),
        ("open", "(".repeat(many)),
        ("brackets", format!("x = {}{}\n", "[".repeat(10_000), "]".repeat(10_000))),
        ("braces", format!("x = {}1{}\n", "{1:".repeat(10_000), "}".repeat(10_000))),
        ("in f-string", format!("x = f'{{{}1{}}}'\n", "(".repeat(10_000), ")".repeat(10_000))),
        ("f-strings", format!("x = {}1{}\n", "f'{".repeat(10_000), "}'".repeat(10_000))),
        ("format specs", format!("x = f'{}1{}'\n", "{x:".repeat(10_000), "}".repeat(10_000))),
        ("minus in f-string", format!("x = f'{{{}1}}'\n", "-".repeat(many))),
        (
            "indentation",
            (0..10_000).map(|n| format!("{}if x:\n", " ".repeat(n))).collect::<String>()
                + &" ".repeat(10_000)
                + "pass\n",
        ),
        ("unclosed", format!("x = '''{}", "(".repeat(many))),
    ] {
        let kinds = kinds(&source, "3.12");
        let expected = if name == "unclosed" { FaultKind::Syntax } else { FaultKind::Depth };
        assert_eq!(kinds, [expected], "{name}");
    }
}

#[test]
fn long_but_flat_files_are_read() {
    for source in [
        format!("x = [{}]\n", "-1, ".repeat(50_000)),
        format!("x = ({})\n", "'a' 'b'\n".repeat(20_000)),
        format!("if a: pass\n{}", "elif b: pass\n".repeat(2_900)),
        format!("x = {{{}}}\n", "'a': f(1)[0].c, ".repeat(20_000)),
        "x = a.b.c(1)(2)[3]\n".repeat(20_000),
        format!("'''{}'''\n", "((((- - - . . .\n".repeat(5_000)),
        format!("# {}\n", "(".repeat(50_000)),
        format!("x = {}1{}\n", "(".repeat(150), ")".repeat(150)),
        format!("x = 1{}\n", " + 1".repeat(900)),
    ] {
        assert_eq!(faults(source.as_bytes(), "3.12"), [], "{}", &source[..40]);
    }
}

/// One level of nesting a line, each a space further in.
fn nested(levels: usize, head: &str, foot: &str) -> String {
    let mut source: String = (0..levels).map(|level| format!("{}{head}\n", " ".repeat(level))).collect();
    source += &format!("{}pass\n", " ".repeat(levels));
    if !foot.is_empty() {
        source.extend((0..levels).rev().map(|level| format!("{}{foot}\n", " ".repeat(level))));
    }
    source
}

#[test]
fn more_blocks_inside_each_other_than_cpython_compiles_are_refused() {
    for (version, head, foot, most) in [
        ("3.9", "while x:", "", 20),
        ("3.12", "for x in y:", "", 20),
        ("3.13", "with x:", "", 21),
        ("3.11", "try:", "except E: pass", 19),
        ("3.13", "try:", "except E: pass", 20),
        ("3.13", "try:", "finally: pass", 21),
        ("3.12", "if x:", "", 99),
        ("3.13", "class A:", "", 99),
    ] {
        assert_eq!(faults(nested(most, head, foot).as_bytes(), version), [], "{version} {head}");
        assert_eq!(faults(nested(most + 1, head, foot).as_bytes(), version).len(), 1, "{version} {head}");
    }
}

#[test]
fn chains_are_refused_where_cpython_runs_out_of_stack() {
    for (version, most) in [("3.10", 2_986), ("3.11", 2_989), ("3.12", 2_994), ("3.13", 9_995)] {
        let attributes = |length: usize| format!("x = a{}\n", ".b".repeat(length));
        assert_eq!(faults(attributes(most).as_bytes(), version), [], "{version}");
        assert_eq!(kinds(&attributes(most + 1), version), [FaultKind::Depth], "{version}");
    }
    for (part, most) in [("not ", 5_967), ("lambda:", 2_983)] {
        let right = |length: usize| format!("x = {}y\n", part.repeat(length));
        assert_eq!(faults(right(most).as_bytes(), "3.13"), [], "{part}");
        assert_eq!(kinds(&right(most + 1), "3.13"), [FaultKind::Depth], "{part}");
    }
}

#[test]
fn what_is_long_takes_time_in_proportion() {
    let many = 50_000;
    let names: String = (0..many).map(|n| format!("n{n}, ")).collect();
    for (name, source, refused) in [
        ("elif", format!("if a: pass\n{}", "elif b: pass\n".repeat(many)), true),
        ("and", format!("x = a{}\n", " and b".repeat(many)), false),
        ("comparisons", format!("x = a{}\n", " < b".repeat(many)), false),
        ("strings", format!("x = {}\n", "'a' ".repeat(many)), false),
        ("decorators", format!("{}def f(): pass\n", "@d\n".repeat(many)), false),
        ("targets", format!("{}y\n", "x = ".repeat(many)), false),
        ("one string", format!("x = '{}'\n", "(".repeat(20 * many)), false),
        ("one comment", format!("# {}\n", "f'{".repeat(20 * many)), false),
        ("f-string fields", format!("x = f'{}'\n", "{a}".repeat(many)), false),
        ("alternatives", format!("match x:\n case 1{}: pass\n", " | 2".repeat(15_000)), false),
        ("cases", format!("match x:\n{}", " case 1: pass\n".repeat(many)), false),
        ("parameters", format!("def f({names}): pass\n"), false),
        ("a parameter twice", format!("def f({names}n0): pass\n"), true),
        ("keywords", format!("f({})\n", names.replace(',', "=1,")), false),
        ("globals", format!("def f():\n{}", " global x\n".repeat(many)), false),
        ("late globals", format!("def f():\n x = 1\n{}", " global x\n".repeat(many)), true),
        ("nonlocals", format!("def f():\n x = 1\n def g():\n{}", "  nonlocal x\n".repeat(many)), false),
        (
            "functions with nonlocals",
            format!("def f():\n x = 1\n{}", " def g(): nonlocal x\n".repeat(many)),
            false,
        ),
        ("walruses", format!("x = [({}) for y in z]\n", "(x := 1), ".repeat(many)), false),
        ("loops of a comprehension", format!("x = [y{}]\n", " for a in b".repeat(many)), false),
        ("digits", format!("x = 1{}\n", "0".repeat(many)), true),
        ("backslashes", format!("x = {}1\n", "\\\n".repeat(many)), false),
        ("dedents", "if x:\n y\n".repeat(many), false),
        ("conflict markers", "<<<<<<< a\n".repeat(many), true),
        ("open f-strings", "f'{".repeat(many), true),
        ("open quotes", "'\n".repeat(many), true),
        ("match or not", "match (".repeat(150), true),
        ("with or not", format!("with {}x{}: pass\n", "(".repeat(150), ")".repeat(150)), false),
        ("soft keywords", "match match match\n".repeat(many), true),
    ] {
        let begin = std::time::Instant::now();
        assert_eq!(!faults(source.as_bytes(), "3.12").is_empty(), refused, "{name}");
        // A file of this size takes milliseconds; what is quadratic takes minutes.
        assert!(begin.elapsed().as_secs() < 60, "{name}: {:?}", begin.elapsed());
    }
}
