//! The sentences in the source of the rules, and whether a text holds them.

use std::path::Path;

/// Where sentences of findings are made.
const ROOMS: [&str; 6] =
    ["src/airflow", "src/dags", "src/metadata/path.rs", "src/package", "src/python", "src/rules"];

/// Files of these rooms that make none, or whose sentences are something else, by how their paths begin.
const OTHERS: [&str; 9] = [
    // Tables, whose sentences the tests beside them keep in snapshots.
    "src/airflow/imports/",
    // What Python computes.
    "src/dags/constant",
    // Where a package comes from.
    "src/package/source",
    "src/python/adversarial.rs",
    "src/python/codec.rs",
    // Errors of settings.
    "src/rules/options.rs",
    "src/dags/tests",
    "src/rules/tests",
    "src/rules/airflowignore/tests",
];

/// Why a value is not known, where the code that reads it has more to say: no input is known that shows it.
const NEARER: &str = "the code that reads the value is told instead";

/// Sentences that no snapshot shows: the file, how they begin, and why.
pub(crate) const UNSHOWN: &[(&str, &str, &str)] = &[
    ("src/rules/check.rs", "It was not read: no thread", "threads cannot be refused to one test alone"),
    ("src/rules/check.rs", "Give the process more memory", "the same"),
    ("src/package/read.rs", "the package `{}` has no folder", "an error and no finding: bad_input.rs has it"),
    ("src/package/read.rs", "run it in the folder", "the same"),
    ("src/package/read.rs", "cannot read `{}`", "the same"),
    ("src/package/read.rs", "give the user who runs this", "the same"),
    ("src/package/read.rs", "it vanished while", "the same; it takes a race"),
    ("src/package/read.rs", "check the disk", "the same; it takes a broken disk"),
    ("src/package/read.rs", "`{}` changed while it was read", "the same; it takes a race"),
    ("src/package/read.rs", "run it again when", "the same; it takes a race"),
    ("src/package/select.rs", "it cannot be listed", "the system's error has words of its own"),
    ("src/package/select.rs", "a device", "only root makes one"),
    ("src/dags/method/file.rs", "<file without a mark>", "a name, and no sentence"),
    ("src/dags/method/file.rs", "<file of bytes>", "the same"),
    ("src/dags/library/settings.rs", "configparser.ConfigParser with", "the same"),
    ("src/dags/library/settings.rs", "configparser.SectionProxy with", "the same"),
    ("src/dags/factory.rs", "<{home}.DagParam", "a text that Python writes"),
    ("src/dags/xcom.rs", "task_ids='{task_id}'", "the same"),
    ("src/dags/xcom.rs", "{{{{ task_instance.xcom_pull", "the same"),
    ("src/dags/xcom.rs", "a task that a group is joined with", "of a picture of tasks, and no finding"),
    ("src/dags/decorate.rs", "what the asset needs", "of a picture of tasks, and no finding"),
    ("src/dags/pendulum.rs", "%Y-%m-%d", "a format"),
    ("src/dags/class.rs", "a class with too many classes above it", "a file of hundreds of classes"),
    ("src/dags/automatic.rs", "a member of an enumeration", NEARER),
    ("src/dags/class.rs", "a member of an enumeration", NEARER),
    ("src/dags/compare.rs", "which key an object equals", NEARER),
    ("src/dags/operate.rs", "which key an object equals", NEARER),
    ("src/dags/method/file.rs", "how much of a file was read", NEARER),
    ("src/dags/dict.rs", "a key that is not known", NEARER),
    ("src/dags/assign.rs", "a value that is unpacked", NEARER),
    ("src/dags/library/copies.rs", "a copy of something very deep", NEARER),
    ("src/dags/library/copies.rs", "a key that is not known", NEARER),
    ("src/dags/object.rs", "the order of a set", NEARER),
    ("src/dags/operate.rs", "a key that is not known", NEARER),
    ("src/dags/plain.rs", "data that is too large", NEARER),
];

/// Every sentence of the rooms: path, line and text.
pub(crate) fn of_rules(root: &Path) -> Vec<(String, usize, String)> {
    let files = ROOMS.iter().flat_map(|room| walkdir::WalkDir::new(root.join(room)).sort_by_file_name());
    let mut found = Vec::new();
    for file in files.map(|entry| entry.unwrap().into_path()) {
        let path = file.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if !path.ends_with(".rs") || OTHERS.iter().any(|other| path.starts_with(other)) {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let sentences = literals(code).into_iter().filter(|(_, text)| is_sentence(text));
        found.extend(sentences.map(|(line, text)| (path.clone(), line, text)));
    }
    found
}

/// More than a word, and no list of words.
fn is_sentence(text: &str) -> bool {
    let letters = parts(text).concat().chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 3 && text.trim().contains(' ') && !text.contains('\n')
}

/// The text literals of Rust code with their lines; raw ones, and the reasons of lints, left out.
fn literals(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(letter) = rest.chars().next() {
        let before = &code[..code.len() - rest.len()];
        let mut skip = letter.len_utf8();
        if rest.starts_with("//") {
            skip = rest.find('\n').unwrap_or(rest.len());
        } else if letter == '"' {
            let (text, length) = literal(&rest[1..]);
            skip = 1 + length;
            if !before.ends_with("reason = ") {
                found.push((before.matches('\n').count() + 1, text));
            }
        } else if letter == '\'' {
            // A character; what else begins so is a lifetime.
            let inner = &rest[1..];
            let length = if inner.starts_with('\\') { inner[2..].find('\'').map(|at| at + 2) } else { None };
            let plain = inner.chars().next().map_or(0, char::len_utf8);
            match length {
                Some(length) => skip = length + 2,
                None if inner[plain..].starts_with('\'') => skip = plain + 2,
                None => {}
            }
        } else if letter == 'r' && (rest.starts_with("r\"") || rest.starts_with("r#\"")) {
            let end = if rest.starts_with("r\"") { "\"" } else { "\"#" };
            let start = end.len() + 1;
            skip = start + rest[start..].find(end).unwrap() + end.len();
        }
        rest = &rest[skip..];
    }
    found
}

/// A text literal after its first quote, and how long it is with its last.
fn literal(rest: &str) -> (String, usize) {
    let mut text = String::new();
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, at + 1),
            '\\' => match letters.next().unwrap().1 {
                '\n' => while letters.next_if(|(_, letter)| letter.is_whitespace()).is_some() {},
                'n' => text.push('\n'),
                other => text.push(other),
            },
            letter => text.push(letter),
        }
    }
    panic!("a text without end: {rest:.40}");
}

/// What a text is compared by: reports break their lines anywhere, and begin with a capital letter.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '│')
        .flat_map(char::to_lowercase)
        .collect()
}

/// What stands around the `{…}` of a sentence, in the form of [`plain`].
fn parts(sentence: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut letters = sentence.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '{' | '}' if letters.next_if_eq(&letter).is_some() && depth == 0 => {
                parts.last_mut().unwrap().push(letter)
            }
            '{' => {
                depth += 1;
                parts.push(String::new());
            }
            '}' if depth > 0 => depth -= 1,
            letter if depth == 0 => parts.last_mut().unwrap().push(letter),
            _ => {}
        }
    }
    parts.iter().map(|part| plain(part)).filter(|part| !part.is_empty()).collect()
}

/// Whether a plain text holds a sentence, with something of a moderate length in each of its `{…}`.
pub(crate) fn holds(text: &str, sentence: &str) -> bool {
    const GAP: usize = 600;
    let parts = parts(sentence);
    let (first, others) = parts.split_first().unwrap();
    text.match_indices(first.as_str()).any(|(at, _)| {
        let mut end = at + first.len();
        others.iter().all(|part| {
            // No further: most first parts are a backtick, and stand everywhere.
            let mut until = (end + GAP + part.len()).min(text.len());
            while !text.is_char_boundary(until) {
                until += 1;
            }
            let next = text[end..until].find(part.as_str());
            end += next.map_or(0, |gap| gap + part.len());
            next.is_some()
        })
    })
}

#[test]
fn a_sentence_is_found_with_what_stands_in_its_gaps_and_no_other() {
    let text = plain("× DAG `report` does not\n  │ register: nothing holds it");
    assert!(holds(&text, "dag `{}` does not register: {why}"));
    assert!(!holds(&text, "DAG `{}` does not load: {why}"));
    let code = "// \"no\"\nlet a = 'x'; let b = '\"'; f(\"a \\\n   b\", r\"no\", \"c {d}\");";
    assert_eq!(literals(code), [(2, "a b".to_owned()), (3, "c {d}".to_owned())]);
}
